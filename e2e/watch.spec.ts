import { appendFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { comparison, openLibrary, pressButton, result, snapshotFolder } from './steps.ts'
import { copyRealTree } from './trees.ts'

test('watches a folder from the library, says what drifts and what is put right, and waits for a folder that is gone', async ({
  launch,
  folder,
}) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await snapshotFolder(app, tree.root)
  await openLibrary(page)
  await pressButton(page.getByRole('button', { name: 'Watch', exact: true }))
  const watch = page.getByRole('region', { name: 'Watch' })
  await expect(watch).toContainText('everything is as it was')

  await appendFile(join(tree.root, tree.other), 'one more line\n')
  await writeFile(join(tree.root, 'notes', 'new.txt'), 'came while it was watched')
  await expect(comparison(page)).toContainText('new.txt')
  await expect(comparison(page)).toContainText(tree.other)
  await rm(join(tree.root, 'notes', 'new.txt'))
  await expect(comparison(page)).not.toContainText('new.txt')

  await rename(tree.root, join(folder, 'elsewhere'))
  await expect(watch).toContainText('The folder is gone')
  await expect(comparison(page)).toContainText(tree.other)
  await openLibrary(page)
  await expect(page.getByRole('main')).toContainText('The folder is gone')
  await rename(join(folder, 'elsewhere'), tree.root)
  await page.getByRole('link', { name: /^Watching/ }).click()
  await pressButton(page.getByRole('button', { name: 'Stop watching' }))
  await expect(result(page)).toContainText('1 finding')
})

test('takes in a run log that another program writes into the watched folder', async ({ launch, folder }) => {
  const app = await launch()
  const { page } = app
  await page.getByRole('navigation', { name: 'Main' }).getByText('Runs').click()
  await expect(page.getByRole('main')).toContainText('No run yet')
  const at = '2026-11-20T21:30:00+00:00'
  const events = [{ run_id: 'ab12cd34', timestamp: at, event_type: 'error', data: { message: 'no input' } }]
  const times = { start_time: at, end_time: at, duration_ms: 0 }
  const log = { run_id: 'ab12cd34', status: 'failed', ...times, event_count: 1, error_count: 1, events }
  await writeFile(join(folder, 'workspace', 'run-logs', 'night.json'), JSON.stringify(log))
  const runs = page.getByRole('grid', { name: 'Runs' })
  await expect(runs).toContainText('failed')
  await expect(runs.getByTitle('ab12cd34')).toBeVisible()
  await runs.press('ArrowDown')
  await runs.press('Enter')
  await expect(page.getByRole('grid', { name: 'Events' })).toContainText('no input')
})
