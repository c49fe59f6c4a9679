import { appendFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { comparison, evidence, openLibrary, result, snapshotFolder, startVerify } from './steps.ts'
import { copyRealTree, corruptSilently } from './trees.ts'

test('snapshots a folder, browses its manifest, and verifies it clean', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await snapshotFolder(app, tree.root)
  await page.getByRole('button', { name: 'Open manifest' }).click()
  const table = page.getByRole('treegrid')
  await expect(table.getByText('notes')).toBeVisible()

  await page.keyboard.press('/')
  await page.keyboard.type('kept.txt')
  await expect(table.getByText('kept.txt')).toBeVisible()
  await expect(table.getByText(tree.victim)).toBeHidden()
  await page.getByRole('button', { name: 'Clear the search' }).click()

  await page.getByRole('button', { name: 'Check seal' }).click()
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('intact')

  await startVerify(page)
  await expect(result(page)).toContainText('Clean')
})

test('tells silent corruption from an edit, each with its evidence', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await snapshotFolder(app, tree.root)
  await corruptSilently(join(tree.root, tree.victim))
  await appendFile(join(tree.root, tree.other), 'one more line\n')
  await rename(join(tree.root, 'notes', 'kept.txt'), join(tree.root, 'kept.txt'))
  await page.getByRole('button', { name: 'Verify now' }).click()
  await expect(result(page)).toContainText('3')

  const rows = comparison(page).getByRole('row')
  await expect(rows.filter({ hasText: tree.victim })).toContainText(/suspected.corruption/i)
  await expect(rows.filter({ hasText: tree.other })).toContainText(/edited/i)
  await expect(rows.filter({ hasText: 'notes/kept.txt' })).toContainText(/moved/i)
  await rows.filter({ hasText: tree.victim }).click()
  await expect(evidence(page)).toContainText('bit rot')
  await rows.filter({ hasText: tree.other }).click()
  await expect(evidence(page)).toContainText('size')
})

test('finds everything still there after a restart', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  const first = await launch()
  await snapshotFolder(first, tree.root)
  await appendFile(join(tree.root, tree.other), 'one more line\n')
  await first.page.getByRole('button', { name: 'Verify now' }).click()
  await expect(result(first.page)).toContainText('1 finding')
  await first.close()

  const { page } = await launch()
  await openLibrary(page)
  const card = page.getByRole('region', { name: 'hooks' })
  await expect(card).toContainText(tree.root)
  await expect(card).toContainText('SHA-256')
  await expect(card).toContainText(/1 finding/)
})

test('says that a folder that is gone looks wrong, and never that all of it was removed', async ({
  launch,
  folder,
}) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  await snapshotFolder(app, tree.root)
  await rename(tree.root, join(folder, 'elsewhere'))
  await app.page.getByRole('button', { name: 'Verify now' }).click()
  await expect(app.page.getByRole('main')).toContainText('does not exist')
  await expect(app.page.getByRole('button', { name: /Verify another folder/ })).toBeVisible()
})
