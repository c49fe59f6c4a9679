import { existsSync } from 'node:fs'
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type RunningApp } from './app.ts'
import { comparison, evidence, openLibrary, result, snapshotFolder } from './steps.ts'
import { copyRealTree, corruptSilently, type Tree } from './trees.ts'

// `ASSAY_PICTURES=docs/pictures npm run test:e2e` makes the README's anew; a plain run only proves that they can be made.
const chosenFolder = process.env['ASSAY_PICTURES']
const pictures = chosenFolder ?? join('test-results', 'pictures')

const packages = join(import.meta.dirname, '..', 'node_modules')
/** Worth looking at where it is to be looked at; to read all of that takes a slow disk a while. */
const pictured = existsSync('/usr/share/doc') ? '/usr/share' : packages
const largeTree = chosenFolder === undefined ? join(packages, '@mantine', 'core') : pictured

async function picture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.mouse.move(0, 0)
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), animations: 'disabled' })
  }
}

/** Opens folders down to a file, by the keyboard alone. */
async function selectEntry(page: Page): Promise<void> {
  const rows = page.getByRole('treegrid').getByRole('row')
  await expect(rows.nth(5)).toBeVisible()
  await rows.nth(4).click()
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible()
}

/** One of each kind of finding that a person meets. */
async function alter(tree: Tree): Promise<void> {
  await corruptSilently(join(tree.root, tree.victim))
  await appendFile(join(tree.root, tree.other), 'one more line\n')
  await rename(join(tree.root, 'notes', 'kept.txt'), join(tree.root, 'kept.txt'))
  await writeFile(join(tree.root, 'notes', 'added.txt'), 'new here\n')
  await rm(join(tree.root, 'README.md'), { force: true })
}

async function showFindings(app: RunningApp): Promise<void> {
  await app.page.getByRole('button', { name: 'Verify now' }).click()
  await expect(result(app.page)).toContainText('finding')
  await comparison(app.page).getByRole('row').filter({ hasText: 'suspected corruption' }).click()
  await expect(evidence(app.page)).toContainText('bit rot')
}

test('makes the pictures of the README', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await picture(page, 'first-launch')
  await snapshotFolder(app, largeTree)
  await page.getByRole('button', { name: 'Open manifest' }).click()
  await selectEntry(page)
  await picture(page, 'manifest')
  await snapshotFolder(app, tree.root)
  await alter(tree)
  await showFindings(app)
  await picture(page, 'findings')
  await openLibrary(page)
  await picture(page, 'library')
})
