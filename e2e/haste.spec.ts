import type { Page } from '@playwright/test'
import { expect, test, type AppOptions } from './app.ts'
import { openLibrary, snapshotFolder } from './steps.ts'
import { addHugeFile, copyRealTree } from './trees.ts'

const typesItsPaths: AppOptions['host'] = 'browser'

/** Notes where the focus is at the moment at which each dialog comes, before any other key could. */
async function watchDialogs(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`
    globalThis.focusedAtOnce = []
    const seen = new Set()
    new MutationObserver(() => {
      for (const dialog of document.querySelectorAll('[role="dialog"]')) {
        if (!seen.has(dialog)) focusedAtOnce.push(dialog.contains(document.activeElement) ? 'inside' : 'outside')
        seen.add(dialog)
      }
    }).observe(document.body, { childList: true, subtree: true })
  `)
  return () => page.evaluate('globalThis.focusedAtOnce')
}

/** Presses keys in one task, faster than anybody could, on whatever has the focus. */
async function pressAtOnce(page: Page, ...keys: string[]): Promise<void> {
  await page.evaluate(`
    for (const key of ${JSON.stringify(keys)}) {
      const init = { key, code: key, bubbles: true, cancelable: true }
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', init))
    }
  `)
}

/** Presses keys the moment what has the focus is gone, before the view that comes can show anything. */
async function pressOnceLost(page: Page, ...keys: string[]): Promise<void> {
  await page.evaluate(`(() => {
    const before = document.activeElement
    const observer = new MutationObserver(() => {
      if (before.isConnected) return
      observer.disconnect()
      for (const key of ${JSON.stringify(keys)}) {
        const init = { key, code: key, bubbles: true, cancelable: true }
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', init))
      }
    })
    observer.observe(document.body, { childList: true, subtree: true })
  })()`)
}

test('takes what is typed the moment a dialog is there', async ({ launch, folder, host }) => {
  test.skip(host !== typesItsPaths, 'skipped: a native dialog takes the path')
  const tree = await copyRealTree(folder)
  const { page } = await launch()
  const { keyboard } = page
  const readFocus = await watchDialogs(page)
  await keyboard.press('Control+Shift+S')
  await keyboard.type(tree.root)
  await keyboard.press('Enter')
  await keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Snapshot a folder' })
  await expect(sheet).toContainText(tree.root)
  await expect(sheet.getByRole('button', { name: 'Start snapshot' })).toBeFocused()
  await keyboard.press('Escape')
  await keyboard.press('Control+,')
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  expect(await readFocus()).toEqual(['inside', 'inside', 'inside'])
})

test('closes a dialog by Escape pressed twice, and stays in the view', async ({ launch }) => {
  const { page } = await launch()
  const { keyboard } = page
  await page.getByRole('navigation', { name: 'Main' }).getByText('Compare').click()
  const choice = page.getByRole('button', { name: /^Choose the baseline side/ })
  await choice.focus()
  for (const open of ['?', 'Control+,', 'Control+K', 'Enter']) {
    await keyboard.press(open)
    await expect(page.getByRole('dialog')).toBeVisible()
    await pressAtOnce(page, 'Escape', 'Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(choice).toBeFocused()
  }
  await keyboard.press('Control+K')
  await pressAtOnce(page, 'Escape')
  await keyboard.press('Control+K')
  await keyboard.type('all keys')
  await keyboard.press('Enter')
  const allKeys = page.getByRole('dialog', { name: 'All keys' })
  await expect(allKeys).toBeVisible()
  await page.goBack()
  await expect(allKeys).toBeHidden()
  await expect(page.getByRole('main')).not.toContainText('Choose the baseline side')
})

test('types into the search what was typed while a manifest was opened, and gives the focus on', async ({
  launch,
  folder,
}) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  const { keyboard } = page
  await snapshotFolder(app, tree.root)
  await page.getByRole('button', { name: 'Hide Snapshot' }).press('Enter')
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Matrix' })).toBeFocused()
  await openLibrary(page)
  const main = page.getByRole('main')
  const row = main.getByRole('listitem').getByRole('link').first()
  await row.focus()
  await pressOnceLost(page, 'k', 'e', 'p', 't')
  await row.press('Enter')
  const search = page.getByRole('textbox', { name: 'Search paths and digests' })
  await expect(search).toBeFocused()
  await expect(search).toHaveValue('kept')

  await openLibrary(page)
  const more = main.getByRole('button', { name: /^More for/ })
  await more.press('Enter')
  await expect(page.getByRole('menu').locator(':focus')).toHaveCount(1)
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await keyboard.press('End')
  await expect(page.getByRole('menuitem').last()).toBeFocused()
  await keyboard.press('Escape')
  await expect(more).toBeFocused()
})

test('keeps the focus near when what had it is gone', async ({ launch, folder }) => {
  const tree = await copyRealTree(folder)
  await addHugeFile(tree.root)
  const app = await launch()
  const { page } = app
  await app.pickFolder(tree.root, () =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Snapshot a folder' }).click(),
  )
  await page.getByRole('button', { name: 'Start snapshot' }).press('Enter')
  const main = page.getByRole('main')
  const cancel = main.getByRole('button', { name: 'Cancel' })
  await main.getByRole('button', { name: 'Pause' }).press('Enter')
  await expect(main.getByRole('button', { name: 'Resume' })).toBeFocused()
  await cancel.press('Enter')
  await expect(cancel).toBeHidden()
  await expect(main.locator(':focus')).toBeVisible()
})
