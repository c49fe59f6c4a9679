import { AxeBuilder } from '@axe-core/playwright'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { openLibrary, result, snapshotFolder, startVerify } from './steps.ts'
import { copyRealTree } from './trees.ts'

test('shows what the ledger has on a run, runs it again, and what became of its folder', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  const { keyboard } = page
  await snapshotFolder(app, tree.root)
  await page.getByRole('button', { name: 'Open manifest' }).click()
  await appendFile(join(tree.root, tree.other), 'one more line\n')
  await startVerify(page)
  await expect(result(page)).toContainText('1 finding', { timeout: 60_000 })

  await page.getByRole('link', { name: 'Run log' }).press('Enter')
  const events = page.getByRole('grid', { name: 'Events' })
  await expect(events).toBeFocused()
  await expect(page.getByRole('main')).toContainText('1 finding')
  await expect(events.getByText('run_started')).toBeVisible()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Event' })).toContainText('"command"')
  await keyboard.press('/')
  await keyboard.type('run_finished')
  await expect(events.getByText('run_started')).toBeHidden()
  await keyboard.press('Enter')
  await expect(events).toBeFocused()
  await keyboard.press('Escape')
  await expect(events.getByText('run_started')).toBeVisible()

  const before = page.url()
  await page.getByRole('button', { name: 'Run again' }).press('Enter')
  await expect(result(page)).toContainText('1 finding', { timeout: 60_000 })
  expect(page.url()).not.toBe(before)

  await openLibrary(page)
  await page.getByRole('link', { name: 'History' }).press('Enter')
  const runs = page.getByRole('grid', { name: 'Runs of the folder' })
  await expect(runs).toHaveAttribute('aria-rowcount', '4')
  await expect(page.getByRole('main')).toContainText('never proven good')
  const plots = page.getByRole('slider', { name: /History of the folder/ })
  await plots.press('End')
  await expect(plots).toHaveAttribute('aria-valuetext', /verify: 1 finding/)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  await plots.press('Enter')
  await expect(events).toBeVisible()
})
