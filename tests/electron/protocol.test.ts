import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAppFiles, type ReadAppFile } from '../../src/main/app-files.ts'
import { registerAppScheme, respond, serveAppFiles } from '../../src/main/protocol.ts'
import { protocol } from './electron-stand-in.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

const secret = 'outside of the renderer'
let root: string
let readAppFile: ReadAppFile
const pagePath = '/report/AAAAAAAAAAAAAAAAAAAAAA.html'
const findPage = (path: string) => (path === pagePath ? new TextEncoder().encode('<title>Report</title>') : undefined)

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-protocol-'))
  await mkdir(join(root, 'renderer', 'assets'), { recursive: true })
  await writeFile(join(root, 'secret.txt'), secret)
  await writeFile(join(root, 'renderer', 'index.html'), '<title>Assay</title>')
  await writeFile(join(root, 'renderer', 'assets', 'index-abc.js'), 'export {}')
  readAppFile = openAppFiles(join(root, 'renderer'))
})

afterAll(async () => rm(root, { recursive: true }))

const ask = (url: string, more: { method?: string; initiatorOrigin?: string | null } = {}) =>
  respond({ url, method: 'GET', ...more }, readAppFile, findPage)

describe('the app:// scheme', () => {
  it('is standard and secure, and may not go round the content security policy', () => {
    registerAppScheme()
    const [scheme] = protocol.schemes
    expect(scheme?.scheme).toBe('app')
    expect(scheme?.privileges).toMatchObject({ standard: true, secure: true })
    expect(scheme?.privileges?.bypassCSP).toBeUndefined()
    expect(scheme?.privileges?.allowServiceWorkers).toBeUndefined()
  })

  it('serves the page and its files with their media types', async () => {
    serveAppFiles(readAppFile, findPage)
    const response = await protocol.handlers.get('app')?.(new Request('app://assay/'))
    expect(await response?.text()).toBe('<title>Assay</title>')
    expect(response?.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const script = await ask('app://assay/assets/index-abc.js?v=1#x')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    'app://assay/../../etc/passwd',
    'app://assay/../secret.txt',
    'app://assay/%2e%2e/secret.txt',
    'app://assay/..%2fsecret.txt',
    'app://assay/%2e%2e%2fsecret.txt',
    'app://assay/assets/..%2f..%2fsecret.txt',
    'app://assay/..\\secret.txt',
    'app://assay/..%5csecret.txt',
    'app://assay/index.html%00.js',
    'app://assay/secret.txt%00',
    'app://assay//etc/passwd',
    'app://assay/assets',
    'app://assay/%',
    'app://assay/%ff',
    'app://assay/__proto__',
  ])('finds nothing at %s', async (url) => {
    const response = await ask(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it.each(['app://other/index.html', 'app://assay.attacker/index.html', 'app:index.html'])(
    'refuses %s',
    async (url) => {
      expect((await ask(url)).status).toBe(403)
    },
  )

  it('refuses what a foreign page asks for, and answers its own', async () => {
    for (const initiatorOrigin of ['https://attacker.example', 'file://', 'null', null]) {
      expect((await ask('app://assay/index.html', { initiatorOrigin })).status).toBe(403)
    }
    expect((await ask('app://assay/index.html', { initiatorOrigin: 'app://assay' })).status).toBe(200)
  })

  it('only reads', async () => {
    expect((await ask('app://assay/index.html', { method: 'POST' })).status).toBe(405)
  })

  it('sends a strict policy with every answer', async () => {
    for (const url of ['app://assay/', 'app://assay/nothing', 'app://other/']) {
      const policy = (await ask(url)).headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'; script-src 'self';")
      expect(policy).toContain("connect-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe-eval')
      expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/)
    }
  })

  it('serves the preview of a report to frames of its own page, in an origin of its own', async () => {
    const response = await ask(`app://assay${pagePath}`, { initiatorOrigin: 'app://assay' })
    expect([response.status, await response.text()]).toEqual([200, '<title>Report</title>'])
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toBe("sandbox allow-scripts; frame-ancestors 'self'")
    expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect((await ask('app://assay/')).headers.get('content-security-policy')).toContain("frame-src 'self'")
  })

  it('serves it to nobody else, and nothing at addresses that are guessed', async () => {
    for (const initiatorOrigin of ['https://attacker.example', 'null', null]) {
      expect((await ask(`app://assay${pagePath}`, { initiatorOrigin })).status).toBe(403)
    }
    for (const path of ['/report/', '/report/BAAAAAAAAAAAAAAAAAAAAA.html', `${pagePath}/`, `${pagePath}%00`]) {
      expect((await ask(`app://assay${path}`)).status).toBe(404)
    }
  })
})
