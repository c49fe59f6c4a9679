import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type AppOptions } from './app.ts'
import { comparison, evidence, result } from './steps.ts'
import { copyRealTree, corruptSilently } from './trees.ts'

const typesItsPaths: AppOptions['host'] = 'browser'

test('does the whole main job by the keyboard alone', async ({ launch, folder, host }) => {
  test.skip(host !== typesItsPaths, 'skipped: a native dialog takes the path')
  const tree = await copyRealTree(folder)
  const { page } = await launch()
  const { keyboard } = page
  await expect(page.getByRole('button', { name: 'Snapshot a folder' }).last()).toBeVisible()

  await keyboard.press('Control+Shift+S')
  const picker = page.getByRole('dialog', { name: 'Choose a folder' })
  await expect(picker.getByRole('listbox')).toBeFocused()
  await keyboard.type(tree.root)
  await keyboard.press('Enter')
  await expect(picker.getByRole('option', { name: 'notes' })).toBeVisible()
  await keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Start snapshot' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Open manifest' })).toBeFocused()
  await keyboard.press('Enter')

  const table = page.getByRole('treegrid')
  await expect(table).toBeFocused()
  await keyboard.press('/')
  await keyboard.type('kept.txt')
  await expect(table.getByText('kept.txt')).toBeVisible()
  await keyboard.press('Enter')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('notes/kept.txt')
  await keyboard.press('Escape')
  await keyboard.press('Escape')
  await expect(table.getByText(tree.victim)).toBeVisible()

  await corruptSilently(join(tree.root, tree.victim))
  await appendFile(join(tree.root, tree.other), 'one more line\n')
  await keyboard.press('Control+K')
  await page.getByPlaceholder('Do or open…').fill('Verify this')
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Verify', exact: true })).toBeFocused()
  await keyboard.press('Enter')
  await expect(result(page)).toContainText('2 findings')
  await expect(comparison(page)).toBeFocused()
  await keyboard.press('n')
  await expect(evidence(page)).toContainText(tree.other)
  await keyboard.press('n')
  await expect(evidence(page)).toContainText('bit rot')
  await keyboard.press('p')
  await expect(evidence(page)).toContainText(tree.other)

  await keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(evidence(page)).toContainText(tree.other)
  await keyboard.press('Escape')
  await expect(evidence(page)).toBeHidden()
  // Soon after a dialog was closed, another Escape counts as meant for it.
  await expect(async () => {
    await keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible({ timeout: 500 })
  }).toPass()
})

test('runs the command that was typed, however soon after the palette was opened', async ({ launch }) => {
  const { page } = await launch()
  // All in one task, before the palette can have the focus.
  await page.evaluate(`
    for (const key of ['k', 'a', 'l', 'l', ' ', 'k', 'x', 'Backspace', 'Enter', 'l']) {
      const init = { key, code: key, ctrlKey: key === 'k' && !globalThis.isOpen, bubbles: true, cancelable: true }
      document.body.dispatchEvent(new KeyboardEvent('keydown', init))
      globalThis.isOpen = true
    }
  `)
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('Control+K')
  await page.keyboard.type('sett')
  await expect(page.getByPlaceholder('Do or open…')).toHaveValue('sett')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
})

test('walks the map by keys, into a folder and out again', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await app.pickFolder(tree.root, () =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Snapshot a folder' }).click(),
  )
  await page.getByRole('button', { name: 'Start snapshot' }).click()
  await page.getByRole('button', { name: 'Open manifest' }).click()
  const map = page.getByRole('listbox', { name: /Treemap/ })
  await expect(map).toBeVisible()
  await page.getByRole('treegrid').focus()
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab')
    if (await map.evaluate((element) => element.matches(':focus'))) break
  }
  await expect(map).toBeFocused()
  await expect(map.getByRole('option')).toContainText('folder of')
  await page.keyboard.press('Enter')
  const crumbs = page.getByRole('navigation', { name: 'Folder shown in the map' })
  await expect(crumbs.getByRole('button')).toHaveCount(2)
  await expect(map).toBeFocused()
  await expect(map.getByRole('option')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Backspace')
  await expect(crumbs.getByRole('button')).toHaveCount(1)
})

test('starts one run, however often Start is clicked', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  const work = page.getByRole('region', { name: 'Work' }).getByRole('link')
  await app.pickFolder(tree.root, () =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Snapshot a folder' }).click(),
  )
  await page.getByRole('button', { name: 'Start snapshot' }).dblclick()
  const verify = page.getByRole('button', { name: 'Verify now' })
  await expect(verify).toBeVisible()
  await expect(work).toHaveCount(1)
  await verify.dblclick()
  await expect(result(page)).toContainText('Clean')
  await expect(work).toHaveCount(2)
})
