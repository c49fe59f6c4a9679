import type { Locator, Page } from '@playwright/test'
import { expect, type RunningApp } from './app.ts'

export async function openPipeline(app: RunningApp, path: string): Promise<void> {
  const { page } = app
  await page.getByRole('navigation', { name: 'Main' }).getByText('Pipelines').click()
  await app.pickFolder(path, () => page.getByRole('button', { name: 'Open a manifests folder' }).click())
  await expect(records(page).getByRole('row').nth(2)).toBeVisible()
}

export function records(page: Page): Locator {
  return page.getByRole('grid', { name: 'Records' })
}

export function card(page: Page, process: string): Locator {
  return page.getByRole('list', { name: 'Manifests' }).getByRole('listitem').filter({ hasText: process })
}
