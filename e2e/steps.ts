import { expect, type Page } from '@playwright/test'
import type { RunningApp } from './app.ts'

const wholeRunMs = 60_000

/** Takes a snapshot of the folder through the app, up to its result. */
export async function snapshotFolder(app: RunningApp, path: string): Promise<void> {
  const { page } = app
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await app.pickFolder(path, () => navigation.getByRole('button', { name: 'Snapshot a folder' }).click())
  const dialog = page.getByRole('dialog', { name: 'Snapshot a folder' })
  await expect(dialog).toContainText(path)
  await dialog.getByRole('button', { name: 'Start snapshot' }).click()
  await expect(page.getByRole('button', { name: 'Open manifest' })).toBeVisible({ timeout: wholeRunMs })
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

export function result(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('region', { name: 'Result' })
}
