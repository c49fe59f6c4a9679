import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { addHugeFile, copyRealTree } from './trees.ts'

test('pauses, goes on and cancels a snapshot, and leaves no manifest behind', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  await addHugeFile(tree.root)
  const app = await launch()
  const { page } = app
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await app.pickFolder(tree.root, () => navigation.getByRole('button', { name: 'Snapshot a folder' }).click())
  await page.getByRole('button', { name: 'Start snapshot' }).click()
  await expect(page.getByRole('region', { name: 'Progress' })).toBeVisible()

  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('main')).toContainText(/cancelled/i)
  const manifests = await readdir(join(folder, 'workspace', 'manifests')).catch(() => [])
  expect(manifests).toEqual([])
})
