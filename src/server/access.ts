import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const secretBytes = 32
const localHost = /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/

export type Refusal = { readonly status: 401 | 403; readonly reason: string }

/** Decides who may talk to the browser host: the browser that opened the printed address, and no other page in it. */
export class AccessGuard {
  readonly token = randomBytes(secretBytes).toString('base64url')
  private readonly session = randomBytes(secretBytes).toString('base64url')

  /** Whether the request's address carries the token of this start. */
  hasToken(request: IncomingMessage): boolean {
    const { pathname, query } = splitAddress(request)
    return pathname === '/' && isSameSecret(new URLSearchParams(query).get('token') ?? '', this.token)
  }

  /** The cookie that the token is exchanged for. */
  cookie(request: IncomingMessage): string {
    return `${cookieName(request)}=${this.session}; HttpOnly; SameSite=Strict; Path=/`
  }

  hasCookie(request: IncomingMessage): boolean {
    return isSameSecret(readCookie(request.headers.cookie ?? '', cookieName(request)), this.session)
  }
}

/**
 * Refuses requests that another site may have caused. The Host header defeats DNS rebinding, whose pages carry their
 * own name; its port is left open for tunnels. Origin must be the very page that this host served.
 */
export function refuseForeign(request: IncomingMessage, needsOrigin: boolean): Refusal | null {
  const { host, origin } = request.headers
  if (host === undefined || !localHost.test(host))
    return { status: 403, reason: 'This host answers on 127.0.0.1 only.' }
  if (origin === undefined ? needsOrigin : origin !== `http://${host}`) {
    return { status: 403, reason: 'Pages of another origin get nothing from this host.' }
  }
  return null
}

// `new URL` throws on some of what a client can send, "//" for one.
export function splitAddress(request: IncomingMessage): { pathname: string; query: string } {
  const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2)
  return { pathname, query }
}

// Cookies are not kept apart by port: two servers on one machine need two names.
function cookieName(request: IncomingMessage): string {
  return `assay_${request.socket.localPort}`
}

function readCookie(header: string, name: string): string {
  for (const pair of header.split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name) return value ?? ''
  }
  return ''
}

// Digests have one length whatever was sent, so that the comparison tells nothing by its time.
function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
