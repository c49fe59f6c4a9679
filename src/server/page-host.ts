import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { AppError } from '../shared/errors/app-error.ts'
import { reportPageHeaders, securityHeaders } from '../shared/security/response-headers.ts'
import { refuseForeign, splitAddress, type AccessGuard } from './access.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** Finds the page of a report by the path of its address, query left out. */
export type FindPage = (path: string) => Uint8Array | undefined

const needsAddress = 'Open the address that "assay serve" printed: it carries the token of this start.'

/** Hands out the renderer's files, and previews of reports, to whoever passes the guard. */
export function createPageHost(rendererDirectory: string, guard: AccessGuard, findPage: FindPage): Handle {
  const serveFile = listFiles(rendererDirectory)
  return (request, response) => {
    setHeaders(response, securityHeaders(socketSources(request)))
    const refusal = refuseForeign(request, false)
    if (refusal !== null) return end(response, refusal.status, refusal.reason)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (isRead && guard.hasToken(request)) return exchangeToken(request, response, guard)
    if (!guard.hasCookie(request)) return end(response, 401, needsAddress)
    if (!isRead) return end(response, 405, 'Only GET and HEAD.')
    const page = findPage(splitAddress(request).pathname)
    if (page !== undefined) return sendPage(request, response, page)
    return serveFile(request, response, () => end(response, 404, 'There is no such file.'))
  }
}

// The file list is read once at start: no path of a request ever reaches the file system.
function listFiles(rendererDirectory: string): ReturnType<typeof sirv> {
  if (!existsSync(join(rendererDirectory, 'index.html'))) {
    throw new AppError({
      code: 'not-found',
      operation: 'serve the app',
      path: rendererDirectory,
      message: 'The app has not been built: run "npm run build" first.',
    })
  }
  return sirv(rendererDirectory, {
    etag: true,
    setHeaders: (response, pathname) => {
      const isHashed = pathname.startsWith('/assets/')
      response.setHeader('Cache-Control', isHashed ? 'private, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

function sendPage(request: IncomingMessage, response: ServerResponse, page: Uint8Array): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name)
  setHeaders(response, reportPageHeaders())
  response.setHeader('Content-Length', page.length)
  response.writeHead(200)
  response.end(request.method === 'HEAD' ? undefined : page)
}

function exchangeToken(request: IncomingMessage, response: ServerResponse, guard: AccessGuard): void {
  response.setHeader('Set-Cookie', guard.cookie(request))
  response.setHeader('Location', '/')
  end(response, 303, '')
}

// Older Safari does not count a WebSocket of the same host as 'self'.
function socketSources(request: IncomingMessage): string[] {
  const isForeign = refuseForeign(request, false) !== null
  return isForeign ? [] : [`ws://${request.headers.host}`]
}

function setHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}

function end(response: ServerResponse, status: number, text: string): void {
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.writeHead(status)
  response.end(text === '' ? '' : `${text}\n`)
}
