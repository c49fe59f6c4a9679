import { AxeBuilder } from '@axe-core/playwright'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { result, snapshotFolder, startVerify } from './steps.ts'
import { copyRealTree } from './trees.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`shows every run over time and as a list by the same query, by keyboard, in the ${colorScheme} theme`, async ({
    launch,
    folder,
  }) => {
    const tree = await copyRealTree(folder)
    const app = await launch()
    const { page } = app
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await snapshotFolder(app, tree.root)
    await page.getByRole('button', { name: 'Open manifest' }).click()
    await appendFile(join(tree.root, tree.other), 'one more line\n')
    await startVerify(page)
    await expect(result(page)).toContainText('1 finding', { timeout: 60_000 })

    await page.getByRole('navigation', { name: 'Main' }).getByText('Runs').click()
    const runs = page.getByRole('grid', { name: 'Runs' })
    await expect(runs).toHaveAttribute('aria-rowcount', '3')
    const timeline = page.getByRole('application', { name: /^Timeline of 1 lanes/ })
    await timeline.press('ArrowLeft')
    await expect(runs.getByRole('row', { selected: true })).toContainText('verify')
    await timeline.press('ArrowLeft')
    await expect(runs.getByRole('row', { selected: true })).toContainText('snapshot')

    await page.getByRole('button', { name: /^snapshot/ }).press('Enter')
    await expect(runs).toHaveAttribute('aria-rowcount', '2')
    await page.getByRole('button', { name: 'Clear', exact: true }).press('Enter')
    await expect(runs).toHaveAttribute('aria-rowcount', '3')
    await page.keyboard.press('/')
    await page.keyboard.type('verify')
    await page.keyboard.press('Enter')
    await expect(runs).toBeFocused()
    await expect(runs).toHaveAttribute('aria-rowcount', '2')

    await page.getByRole('button', { name: 'Check the chain' }).press('Enter')
    await expect(page.getByRole('main')).toContainText('2 runs, chain unbroken')
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

    await runs.press('ArrowDown')
    await runs.press('Enter')
    await expect(page.getByRole('grid', { name: 'Events' })).toBeVisible()
    await page.goBack()
    await expect(runs).toHaveAttribute('aria-rowcount', '2')
    await expect(page.getByRole('textbox', { name: 'Search runs' })).toHaveValue('verify')
  })
}
