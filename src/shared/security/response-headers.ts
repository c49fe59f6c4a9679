/**
 * The content security policy of every page and file a host hands out. Scripts and styles come from the host
 * alone: no component may write a style element or attribute. What React sets goes through the style object, which
 * is not inline in the policy's sense.
 */
export function contentSecurityPolicy(socketSources: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    // Previews of reports, which are sandboxed by their own headers.
    "frame-src 'self'",
    `connect-src ${["'self'", ...socketSources].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of every response, errors included. */
export function securityHeaders(socketSources: readonly string[]): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(socketSources),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  }
}

/**
 * Headers of a report's preview. It runs its own script in an origin of its own, as the frame it is shown in demands too:
 * opened by its address it still reaches nothing of the app. What it may load is in the report itself.
 */
export function reportPageHeaders(): Readonly<Record<string, string>> {
  const { 'Cross-Origin-Opener-Policy': _opener, ...headers } = securityHeaders([])
  return {
    ...headers,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "sandbox allow-scripts; frame-ancestors 'self'",
    'Content-Type': 'text/html; charset=utf-8',
    'X-Frame-Options': 'SAMEORIGIN',
  }
}
