import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { secret, ServedApp } from '../../tests/fixtures/served-app.ts'

let app: ServedApp

beforeAll(async () => {
  app = await ServedApp.start()
})

afterAll(async () => {
  await app.close()
})

describe('access to pages', () => {
  it('exchanges the token for a cookie that scripts and other sites cannot use, and takes it out of the address', async () => {
    const answer = await app.ask(app.address.pathname + app.address.search)
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/')
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^assay_${app.address.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    expect(answer.headers['set-cookie']?.[0]).not.toContain(app.address.searchParams.get('token'))
  })

  it('serves the page and its files to the cookie, and lets only hashed files be kept', async () => {
    const page = await app.ask('/', { Cookie: `other=1; ${app.cookie}` })
    expect([page.status, page.body, page.headers['cache-control']]).toEqual([200, '<title>Assay</title>', 'no-cache'])
    const script = await app.ask('/assets/index-abc.js', { Cookie: app.cookie })
    expect(script.headers['cache-control']).toContain('immutable')
    expect(script.headers['content-type']).toContain('text/javascript')
  })

  it.each(['/', '/index.html', '/assets/index-abc.js', '/favicon.ico', '/socket', '//', '/?token=', '/?token=guess'])(
    'gives nothing at %s without the cookie',
    async (path) => {
      const answer = await app.ask(path)
      expect(answer.status).toBe(401)
      expect(answer.body).not.toContain('<title>')
    },
  )

  it('takes the token at the front door only', async () => {
    expect((await app.ask(`/assets/index-abc.js${app.address.search}`)).status).toBe(401)
    expect((await app.ask(`/${app.address.search}`, {}, 'POST')).status).toBe(401)
  })

  it.each(['assay_1=x', `assay_0=${'a'.repeat(43)}`, 'assay', ''])('does not take the cookie %j', async (wrong) => {
    expect((await app.ask('/', { Cookie: wrong })).status).toBe(401)
  })

  it.each([
    'attacker.example',
    'attacker.example:80',
    '127.0.0.1.attacker.example',
    'localhost.attacker.example',
    '10.0.0.1',
  ])('refuses the host name %s, as after DNS rebinding, whatever cookie comes with it', async (host) => {
    expect((await app.ask('/', { Host: host, Cookie: app.cookie })).status).toBe(403)
    expect((await app.ask(`/${app.address.search}`, { Host: host })).status).toBe(403)
  })

  it.each(['http://attacker.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1'])(
    'refuses a page of the origin %s',
    async (origin) => {
      expect((await app.ask('/', { Origin: origin, Cookie: app.cookie })).status).toBe(403)
    },
  )

  it('answers under localhost too, for tunnels', async () => {
    expect((await app.ask('/', { Host: 'localhost:9999', Cookie: app.cookie })).status).toBe(200)
  })

  it('only reads', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      expect((await app.ask('/', { Cookie: app.cookie }, method)).status).toBe(405)
    }
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..\\secret.txt',
    '/%5c..%5csecret.txt',
    '/secret.txt%00.js',
    '/%ff%fe',
    '/%',
    '/constructor',
  ])('finds nothing outside of the renderer at %s', async (path) => {
    const answer = await app.ask(path, { Cookie: app.cookie })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain(secret)
  })

  it('sends a strict policy and the security headers with every answer, refusals included', async () => {
    const answers = [
      await app.ask('/', { Cookie: app.cookie }),
      await app.ask('/nothing', { Cookie: app.cookie }),
      await app.ask('/'),
      await app.ask('/', { Host: 'attacker.example' }),
    ]
    for (const { headers } of answers) {
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'; script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe-eval|attacker/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    }
  })
})

describe('the preview of a report', () => {
  const path = '/report/AAAAAAAAAAAAAAAAAAAAAA.html'
  const page = '<title>Report</title>'

  it('is served to the cookie, in an origin of its own and to frames of the app alone', async () => {
    app.pages.set(path, new TextEncoder().encode(page))
    const { status, headers, body } = await app.ask(path, { Cookie: app.cookie })
    expect([status, body]).toEqual([200, page])
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toBe("sandbox allow-scripts; frame-ancestors 'self'")
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['x-content-type-options']).toBe('nosniff')
    const policy = String((await app.ask('/', { Cookie: app.cookie })).headers['content-security-policy'])
    expect(policy).toContain("frame-src 'self'")
  })

  it('is given to nobody without the cookie, nor to other hosts and origins', async () => {
    app.pages.set(path, new TextEncoder().encode(page))
    const answers = [
      await app.ask(path),
      await app.ask(`${path}${app.address.search}`),
      await app.ask(path, { Cookie: app.cookie, Host: 'attacker.example' }),
      await app.ask(path, { Cookie: app.cookie, Origin: 'null' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 403, 403])
    for (const { body } of answers) expect(body).not.toContain('Report')
  })

  it('is not there once it is no longer kept', async () => {
    app.pages.set(path, new TextEncoder().encode(page))
    app.pages.delete(path)
    expect((await app.ask(path, { Cookie: app.cookie })).status).toBe(404)
  })
})
