import { extname } from 'node:path'
import { protocol } from 'electron'
import { reportPageHeaders, securityHeaders } from '../shared/security/response-headers.ts'
import type { ReadAppFile } from './app-files.ts'
import { appHost, appScheme, isAppUrl } from './app-origin.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Finds the page of a report by the path of its address. */
type FindPage = (path: string) => Uint8Array<ArrayBuffer> | undefined

/** Serves the renderer's files and previews of reports under `app://assay/`, and nothing else. */
export function serveAppFiles(readAppFile: ReadAppFile, findPage: FindPage): void {
  protocol.handle(appScheme, (request) => respond(request, readAppFile, findPage))
}

// Electron's types for a request trail its documentation of `initiatorOrigin`.
type AppRequest = Pick<Request, 'url' | 'method'> & { readonly initiatorOrigin?: string | null }

export async function respond(request: AppRequest, readAppFile: ReadAppFile, findPage: FindPage): Promise<Response> {
  const url = URL.parse(request.url)
  if (url === null || url.host !== appHost || isForeign(request)) return refuse(403)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
  const page = findPage(url.pathname)
  if (page !== undefined) return new Response(page, { status: 200, headers: reportPageHeaders() })
  const key = fileKey(url.pathname)
  // A request is looked up among the files listed at start: no path of it ever reaches the file system.
  const reading = key === null ? null : readAppFile(key)
  if (key === null || reading === null) return refuse(404)
  const headers = { ...securityHeaders([]), 'Content-Type': mediaTypes[extname(key)] ?? 'application/octet-stream' }
  return new Response(new Uint8Array(await reading), { status: 200, headers })
}

function isForeign(request: AppRequest): boolean {
  return request.initiatorOrigin !== undefined && !isAppUrl(request.initiatorOrigin ?? '', undefined)
}

function fileKey(pathname: string): string | null {
  try {
    const key = decodeURIComponent(pathname)
    return key === '/' ? '/index.html' : key
  } catch {
    // A malformed escape names no file.
    return null
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: securityHeaders([]) })
}
