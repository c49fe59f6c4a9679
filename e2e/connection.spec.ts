import type { Page, WebSocketRoute } from '@playwright/test'
import { expect, test, type AppOptions } from './app.ts'
import { openPipeline, records } from './pipeline-page.ts'
import { createPipelineTree } from './pipeline-trees.ts'
import { openLibrary, snapshotFolder } from './steps.ts'
import { copyRealTree } from './trees.ts'

const hasConnection: AppOptions['host'] = 'browser'

interface Line {
  /** What the page has asked the host. */
  readonly asked: string[]
  lose(): void
  restore(): void
  /** From now on, answers to this question wait. */
  holdBack(channel: string): void
  release(): void
}

/** Stands between the page and its host. */
async function interpose(page: Page): Promise<Line> {
  const clients = new Set<WebSocketRoute>()
  const heldIds = new Set<number>()
  const late: (() => void)[] = []
  const asked: string[] = []
  let isLost = false
  let heldChannel = ''
  await page.routeWebSocket(/\/socket$/u, (client) => {
    if (isLost) {
      void client.close()
      return
    }
    clients.add(client)
    const host = client.connectToServer()
    client.onMessage((message) => {
      const { id, channel } = JSON.parse(String(message)) as { id: number; channel: string }
      asked.push(channel)
      if (channel === heldChannel) heldIds.add(id)
      host.send(message)
    })
    host.onMessage((message) => {
      const { id } = JSON.parse(String(message)) as { id?: number }
      if (id !== undefined && heldIds.delete(id)) late.push(() => client.send(message))
      else client.send(message)
    })
  })
  await page.reload()
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  return {
    asked,
    lose: () => {
      isLost = true
      for (const client of clients) void client.close()
      clients.clear()
    },
    restore: () => {
      isLost = false
    },
    holdBack: (channel) => {
      heldChannel = channel
    },
    release: () => {
      heldChannel = ''
      for (const pass of late.splice(0)) pass()
    },
  }
}

test('goes on where it was once the lost connection is back', async ({ launch, folder, host }) => {
  test.skip(host !== hasConnection, 'skipped: there is no connection to lose')
  const tree = await copyRealTree(folder)
  const pipeline = await createPipelineTree(folder)
  const app = await launch()
  const { page } = app
  const lost = page.getByText('Connection lost')
  await snapshotFolder(app, tree.root)
  const line = await interpose(page)
  await page.getByRole('button', { name: 'Open manifest' }).click()
  const search = page.getByRole('textbox', { name: 'Search paths and digests' })
  const table = page.getByRole('treegrid', { name: 'Entries' })
  await search.fill('kept')
  await expect(table.getByText('kept.txt')).toBeVisible()
  await search.press('Enter')
  line.lose()
  await expect(lost).toBeVisible()
  line.restore()
  await expect(lost).toBeHidden()
  await expect(search).toHaveValue('kept')
  await expect(table.getByText('kept.txt')).toBeVisible()
  await expect(table).toBeFocused()
  await search.fill('notes')
  await expect(table.getByText('notes', { exact: true })).toBeVisible()

  await openPipeline(app, pipeline.manifests)
  await expect(records(page).getByRole('row').nth(1)).toBeVisible()
  await page.goBack()
  line.asked.length = 0
  line.holdBack('pipeline.read')
  await page.goForward()
  await expect.poll(() => line.asked).toContain('pipeline.read')
  line.lose()
  await expect(page.getByRole('main')).toContainText('The connection to Assay was lost before it answered')
  line.holdBack('')
  line.restore()
  await expect(records(page).getByRole('row').nth(1)).toBeVisible()
})

test('leads nowhere when the user has gone elsewhere by the time it is known where', async ({
  launch,
  folder,
  host,
}) => {
  test.skip(host !== hasConnection, 'skipped: answers cannot be held back')
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await snapshotFolder(app, tree.root)
  const line = await interpose(page)
  await openLibrary(page)
  line.holdBack('watch.start')
  await page.getByRole('main').getByRole('button', { name: 'Watch' }).press('Enter')
  await expect.poll(() => line.asked).toContain('watch.start')
  await page.getByRole('navigation', { name: 'Main' }).getByText('Pipelines').click()
  await expect(page.getByRole('heading', { name: 'Pipelines' })).toBeVisible()
  line.asked.length = 0
  line.release()
  await expect.poll(() => line.asked).toContain('run.read')
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Watch/ })
    .waitFor()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible()
  await expect(page).toHaveURL(/#\/pipelines$/u)
})

test('shows in one window what was set in another, and undoes none of it', async ({ launch, browser, host }) => {
  test.skip(host !== hasConnection, 'skipped: there is one window')
  const { page } = await launch()
  const other = await browser.newPage({ storageState: await page.context().storageState() })
  await other.goto(page.url())
  const scheme = (window: Page) => window.locator('html')
  await other.getByRole('button', { name: 'Dark theme' }).press('Enter')
  await expect(scheme(other)).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.keyboard.press('Control+,')
  const notify = page.getByRole('switch', { name: /Tell when long work ends/ })
  const wasOn = await notify.isChecked()
  await notify.press('Space')
  await expect(scheme(page)).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await other.evaluate(`dispatchEvent(new FocusEvent('focus'))`)
  await other.keyboard.press('Control+,')
  await expect(other.getByRole('switch', { name: /Tell when long work ends/ })).toBeChecked({ checked: !wasOn })
})
