import { AxeBuilder } from '@axe-core/playwright'
import { execFile } from 'node:child_process'
import { appendFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from './app.ts'
import { makeProject } from './matrix-plans.ts'
import { createPipelineTree } from './pipeline-trees.ts'
import { openLibrary, pressButton, result, snapshotFolder, startVerify, untilSaid } from './steps.ts'
import { copyRealTree } from './trees.ts'

test('shows what the ledger has on a run, runs it again, and what became of its folder', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  const { keyboard } = page
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await snapshotFolder(app, tree.root)
  await page.getByRole('button', { name: 'Open manifest' }).click()
  await appendFile(join(tree.root, tree.other), 'one more line\n')
  await startVerify(page)
  await expect(result(page)).toContainText('1 finding')

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
  await pressButton(page.getByRole('button', { name: 'Run again' }))
  await expect(page).not.toHaveURL(before)
  await expect(result(page)).toContainText('1 finding')

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

const assayPath = join(import.meta.dirname, '..', 'out', 'cli', 'assay.js')

/** Runs the command line in the workspace that the app has; a verdict is no failure here. */
async function runInTerminal(folder: string, ...words: string[]): Promise<void> {
  const env = { ...process.env, ASSAY_HOME: join(folder, 'workspace') }
  await promisify(execFile)(process.execPath, [assayPath, ...words], { env }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 1)) throw error
  })
}

test('runs an audit and a build from a terminal again, and asks before an artifact is replaced', async ({
  launch,
  folder,
}) => {
  const pipeline = await createPipelineTree(folder)
  const project = await makeProject(folder)
  await runInTerminal(folder, 'etl', 'check', pipeline.manifests, '--quick')
  await runInTerminal(folder, 'matrix', 'build', project.planPath, '--input-id', 'first', '--param-name', 'quick')
  const { page } = await launch()
  const { keyboard } = page
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('navigation', { name: 'Main' }).getByText('Runs').click()
  const runs = page.getByRole('grid', { name: 'Runs' })
  await expect(runs).toHaveAttribute('aria-rowcount', '3')

  await runs.getByRole('row').filter({ hasText: 'audit' }).dblclick()
  const again = page.getByRole('button', { name: /^Run again/ })
  await expect(page.getByRole('grid', { name: 'Events' })).toBeVisible()
  const before = page.url()
  await pressButton(again)
  await expect(page).not.toHaveURL(before)
  await expect(page.getByRole('main')).toContainText('audit_ended')
  await expect(again).toBeVisible()
  await rm(pipeline.manifests, { recursive: true })
  await page.reload()
  await expect(again).toHaveAttribute('aria-disabled', 'true')
  await untilSaid(page, 'is not there any more', () => again.press('Enter'))

  await page.getByRole('navigation', { name: 'Main' }).getByText('Runs').click()
  await expect(runs).toHaveAttribute('aria-rowcount', '4')
  await runs.getByRole('row').filter({ hasText: 'build' }).dblclick()
  await pressButton(again)
  const question = page.getByRole('dialog', { name: 'Build it again?' })
  await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await expect(question).toContainText('.txt')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  await keyboard.press('Escape')
  await expect(again).toBeFocused()
  await keyboard.press('Enter')
  await pressButton(question.getByRole('button', { name: 'Build again' }))
  const pastBuilds = page.getByRole('region', { name: /builds/i })
  await expect(pastBuilds.getByText('completed')).toHaveCount(2)
  expect(await readFile(project.artifactOf('first_quick'), 'utf8')).toBe('extract\nembed\nindex\n')
})
