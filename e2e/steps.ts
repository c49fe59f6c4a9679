import { expect, type Locator, type Page } from '@playwright/test'
import type { RunningApp } from './app.ts'

/** Takes a snapshot of the folder through the app, up to its result. */
export async function snapshotFolder(app: RunningApp, path: string): Promise<void> {
  const { page } = app
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await app.pickFolder(path, () => navigation.getByRole('button', { name: 'Snapshot a folder' }).click())
  const dialog = page.getByRole('dialog', { name: 'Snapshot a folder' })
  await expect(dialog).toContainText(path)
  await dialog.getByRole('button', { name: 'Start snapshot' }).click()
  await expect(page.getByRole('button', { name: 'Open manifest' })).toBeVisible()
}

/** Starts a verify of the manifest at hand with the dialog's defaults. */
export async function startVerify(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Verify', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Verify a folder' })
  await dialog.getByRole('button', { name: 'Verify', exact: true }).click()
}

export async function openLibrary(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByText('Library').click()
  await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible()
}

/** Every path of both sides, as a tree at first. */
export function comparison(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('treegrid', { name: 'Comparison' })
}

export function evidence(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('complementary', { name: 'Evidence' })
}

/** Presses a button by key. A key does not wait, as a click does, until the button can be pressed. */
export async function pressButton(button: Locator): Promise<void> {
  await expect(button).toBeEnabled()
  await button.press('Enter')
}

/** What a notice says goes away by itself: it is looked for from before what brings it. */
export async function untilSaid(page: Page, text: string, act: () => Promise<void>): Promise<void> {
  // As text: these tests are compiled for Node, which knows no documents.
  await page.evaluate(`(() => {
    globalThis.isSaid = false
    const look = () => (globalThis.isSaid ||= document.body.textContent.includes(${JSON.stringify(text)}))
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  })()`)
  await act()
  await expect.poll(() => page.evaluate('globalThis.isSaid')).toBe(true)
}

export function result(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('region', { name: 'Result' })
}
