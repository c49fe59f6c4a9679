export const appScheme = 'app'
export const appHost = 'assay'
export const appUrl = `${appScheme}://${appHost}/`

/** Whether an address belongs to the app's own page. `URL.origin` cannot tell: it is "null" for schemes Node does not know. */
export function isAppUrl(address: string, developmentUrl: string | undefined): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  if (url.protocol === `${appScheme}:`) return url.host === appHost
  return developmentUrl !== undefined && url.origin === URL.parse(developmentUrl)?.origin
}

/** Whether an address is that of the page itself, at whatever place in it. */
export function isPageUrl(address: string, developmentUrl: string | undefined): boolean {
  return isAppUrl(address, developmentUrl) && URL.parse(address)?.pathname === '/'
}

/** Whether an address is that of a report's preview, which the app shows in a frame. */
export function isReportPageUrl(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && isAppUrl(address, undefined) && /^\/report\/[\w-]+\.html$/u.test(url.pathname)
}
