import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { startServer, type RunningServer } from '../../src/server/index.ts'
import { compareLists } from '../helpers/compare-lists.ts'
import { TestServices } from '../helpers/start-services.ts'

let services: TestServices
let server: RunningServer
let browser: Browser
let page: Page
/** What the browser complained about: blocked by a policy, failed to load, thrown by a script. */
const complaints: string[] = []
const requested: string[] = []

async function openApp(): Promise<void> {
  const rendererDirectory = join(services.root, 'renderer')
  await mkdir(rendererDirectory)
  await writeFile(
    join(rendererDirectory, 'index.html'),
    '<!doctype html><link rel="icon" href="data:,"><title>Assay</title>',
  )
  server = await startServer({
    rendererDirectory,
    services: async () => ({ ...services.running, close: async () => undefined }),
  })
  const executablePath = findChromium()
  browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(150_000)
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => requested.push(request.url()))
  await page.goto(server.url)
}

/** Code for the page: types of a browser are for src/renderer alone. */
function putIntoFrame(url: string): string {
  return `{
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-scripts')
    frame.src = ${JSON.stringify(url)}
    document.body.replaceChildren(frame)
  }`
}

const reachOut = `new Promise((resolve) => {
  try {
    resolve(parent.document.title)
  } catch {
    const socket = new WebSocket('ws://' + location.host + '/socket')
    socket.addEventListener('open', () => resolve('the host'))
    socket.addEventListener('error', () => resolve('nothing'))
  }
}).catch(() => 'nothing')`

async function frameReport(names: Record<string, string>): Promise<ReturnType<Page['frames']>[number]> {
  const { runId } = await compareLists(services, { kept: '1', ...names }, { kept: '1' })
  const shown = await services.call('report.preview', { subject: { type: 'run', runId }, format: 'html' })
  if (shown.type !== 'page') throw new Error('the preview is no page')
  await page.evaluate(putIntoFrame(shown.url))
  await expect.poll(() => page.frames().some((frame) => frame.url().endsWith(shown.url))).toBe(true)
  return page.frames().find((frame) => frame.url().endsWith(shown.url))!
}

beforeAll(async () => {
  services = await TestServices.start()
  await openApp()
})
afterAll(async () => {
  await browser.close()
  await server.close()
  await services.close()
})

describe('the preview of a report in a frame of the app', () => {
  it('recomputes its own digests in an origin of its own, and asks for nothing', async () => {
    const frame = await frameReport({ 'gone.txt': '2' })
    await frame.getByText('Intact: this page recomputed its digests').waitFor()
    expect(await frame.evaluate('self.origin')).toBe('null')
    expect(complaints).toEqual([])
    expect(
      requested.filter((url) => !/\/(?:\?token=|report\/|$)/u.test(new URL(url).pathname + new URL(url).search)),
    ).toEqual([])
  })

  it('runs nothing of a hostile name, and reaches neither the page around it nor the host', async () => {
    const hostile = '<img src=x onerror="parent.document.title=1">'
    const frame = await frameReport({ [hostile]: '2', '</script><script>top.location="about:blank"</script>': '3' })
    await frame.getByText('Intact: this page recomputed its digests').waitFor()
    expect(await frame.evaluate(reachOut)).toBe('nothing')
    expect([await page.title(), page.url().includes('about:blank')]).toEqual(['Assay', false])
  })

  it('stays in its own origin when it is opened by its address', async () => {
    const frame = await frameReport({ 'gone.txt': '2' })
    const tab = await page.context().newPage()
    await tab.goto(frame.url())
    expect(await tab.evaluate('self.origin')).toBe('null')
    await tab.close()
  })
})
