import { appendFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type RunningApp } from './app.ts'
import { comparison, evidence, result, snapshotFolder, untilSaid } from './steps.ts'
import { copyRealTree, corruptSilently, type Tree } from './trees.ts'

/** The comparison of a folder with what it was: one edited, one moved, one silently corrupted. */
async function verifyAltered(app: RunningApp, tree: Tree): Promise<void> {
  await snapshotFolder(app, tree.root)
  await corruptSilently(join(tree.root, tree.victim))
  await appendFile(join(tree.root, tree.other), 'one more line\n')
  await rename(join(tree.root, 'notes', 'kept.txt'), join(tree.root, 'kept.txt'))
  await app.page.getByRole('button', { name: 'Verify now' }).click()
  await expect(result(app.page)).toContainText('3 findings')
}

function active(page: Page) {
  return page.locator('[aria-label="Comparison"] [data-active]')
}

test('links both ends of a move, keeps its row over a filter, and says when no difference is left', async ({
  launch,
  folder,
}) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await verifyAltered(app, tree)
  const rows = comparison(page).getByRole('row')
  await rows.filter({ hasText: 'moved from' }).click()
  await evidence(page).getByRole('button', { name: 'notes/kept.txt go there' }).click()
  await expect(active(page)).toContainText('moved away')
  await expect(evidence(page)).toContainText('kept.txt')

  await page.getByRole('group', { name: 'Filter by verdict' }).getByRole('button', { name: 'edited' }).click()
  await expect(rows.filter({ hasText: 'moved from' })).toHaveCount(0)
  await page.getByRole('group', { name: 'Filter by verdict' }).getByRole('button', { name: 'edited' }).click()
  await expect(rows.filter({ hasText: 'moved from' })).toBeVisible()
  await expect(active(page)).toContainText('moved away')

  await comparison(page).focus()
  await page.keyboard.press('End')
  await untilSaid(page, 'There is none below.', () => page.keyboard.press('n'))
})

test('chooses several rows by keys, copies them as a table, and changes what is shown by letters', async ({
  launch,
  folder,
}) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await verifyAltered(app, tree)
  // A browser without permissions hides its clipboard from tests.
  await page.evaluate('navigator.clipboard.writeText = async (text) => { document.title = text }')
  await comparison(page).focus()
  await page.keyboard.press('t')
  const list = page.getByRole('grid', { name: 'Comparison' })
  await expect(list.getByRole('row').nth(1)).toContainText('suspected corruption')
  await list.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByRole('group', { name: 'Chosen rows' })).toContainText('2 selected')
  await untilSaid(page, '2 rows, as a table to be pasted.', () => page.keyboard.press('Control+c'))
  expect(await page.title()).toContain(tree.victim)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('group', { name: 'Chosen rows' })).toHaveCount(0)

  await page.keyboard.press('d')
  await expect(list.getByRole('row').filter({ hasText: 'unchanged' }).first()).toBeVisible()
  await page.keyboard.press('d')
  await page.keyboard.press('m')
  await expect(page.getByRole('listbox', { name: /Treemap/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(evidence(page)).toHaveCount(0)
})

test('goes where the minimap is clicked', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await verifyAltered(app, tree)
  await comparison(page).focus()
  await page.keyboard.press('d')
  await page.getByRole('button', { name: 'Open all folders' }).click()
  await expect(comparison(page)).toHaveAttribute('aria-rowcount', /^\d{3,}$/u)
  const before = await comparison(page).evaluate((grid) => grid.scrollTop)
  const box = await page.getByTestId('minimap').boundingBox()
  if (box === null) throw new Error('There is no minimap.')
  await page.mouse.click(box.x + 7, box.y + box.height * 0.6)
  await expect.poll(() => comparison(page).evaluate((grid) => grid.scrollTop)).toBeGreaterThan(before + 100)
})
