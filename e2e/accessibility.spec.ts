import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { appendFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { comparison, evidence, openLibrary, result, snapshotFolder, startVerify } from './steps.ts'
import { addHugeFile, copyRealTree } from './trees.ts'

const dialogs = [
  ['Control+K', 'Command palette'],
  ['?', 'All keys'],
  ['Control+,', 'Settings'],
] as const

async function findSerious(page: Page, view: string): Promise<string[]> {
  // Axe opens a page of its own for each frame unless told that there are none; Electron has no other page to give.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${view}: ${id}: ${node.html.slice(0, 120)}: ${node.failureSummary ?? ''}`),
    )
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`has nothing serious for axe to find in the ${colorScheme} theme`, async ({ launch, folder }) => {
    const tree = await copyRealTree(folder)
    const app = await launch()
    const { page } = app
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const found = await findSerious(page, 'empty library')
    for (const [key, name] of dialogs) {
      await page.keyboard.press(key)
      await expect(page.getByRole('dialog', { name })).toBeVisible()
      found.push(...(await findSerious(page, name)))
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
    await snapshotFolder(app, tree.root)
    found.push(...(await findSerious(page, 'snapshot result')))
    await page.getByRole('button', { name: 'Open manifest' }).click()
    await expect(page.getByRole('treegrid').getByRole('row').nth(2)).toBeVisible()
    found.push(...(await findSerious(page, 'manifest')))
    await appendFile(join(tree.root, tree.other), 'one more line\n')
    await page.getByRole('main').getByRole('button', { name: 'Verify', exact: true }).first().click()
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Verify', exact: true })).toBeFocused()
    found.push(...(await findSerious(page, 'verify dialog')))
    await page.getByRole('dialog').getByRole('button', { name: 'Verify', exact: true }).click()
    await expect(result(page)).toBeVisible()
    await expect(comparison(page).getByRole('row').filter({ hasText: tree.other })).toBeVisible()
    await page.keyboard.press('n')
    await expect(evidence(page)).toContainText(tree.other)
    found.push(...(await findSerious(page, 'findings')))
    await openLibrary(page)
    found.push(...(await findSerious(page, 'library')))
    await page.keyboard.press('Control+D')
    await page.getByRole('button', { name: 'Choose the baseline side' }).click()
    const choice = page.getByRole('dialog', { name: 'Choose the baseline side' })
    await expect(choice.getByRole('combobox')).toBeFocused()
    await expect(choice.getByRole('option').first()).toBeVisible()
    found.push(...(await findSerious(page, 'choice of a side')))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    found.push(...(await findSerious(page, 'compare start')))
    await page.getByRole('button', { name: 'Compare the newest manifest of hooks with the folder now' }).click()
    await expect(result(page)).toContainText('1 finding')
    found.push(...(await findSerious(page, 'comparison')))
    await page.keyboard.press('Control+E')
    await expect(page.getByTitle('Preview of the report')).toBeVisible()
    found.push(...(await findSerious(page, 'report')))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await openLibrary(page)
    await addHugeFile(tree.root)
    await page.getByRole('main').getByRole('button', { name: 'Snapshot again' }).click()
    await page.getByRole('button', { name: 'Start snapshot' }).click()
    await expect(page.getByRole('region', { name: 'Progress' })).toBeVisible()
    found.push(...(await findSerious(page, 'live run')))
    await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click()
    await expect(result(page)).toContainText('cancelled')
    found.push(...(await findSerious(page, 'cancelled run')))
    await rename(tree.root, join(folder, 'elsewhere'))
    await openLibrary(page)
    await startVerify(page)
    await expect(page.getByRole('main').getByRole('alert')).toContainText('does not look like')
    found.push(...(await findSerious(page, 'failure')))
    expect(found).toEqual([])
  })
}
