import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { launchInBrowser } from './browser-app.ts'
import { hasElectronRuntime, launchInElectron } from './electron-app.ts'
import type { RunningApp } from './running-app.ts'

export interface AppOptions {
  host: 'browser' | 'electron'
}

interface AppFixtures {
  /** An empty folder for the test's own files and its workspace; removed at the end. */
  readonly folder: string
  /** Starts the app on the test's workspace; can be called again after `close`. */
  readonly launch: () => Promise<RunningApp>
}

/** A test that gets the app on the host its project names. */
export const test = base.extend<AppOptions & AppFixtures>({
  host: ['browser', { option: true }],
  folder: async ({ host }, use) => {
    test.skip(host === 'electron' && !hasElectronRuntime(), 'skipped: no Electron runtime')
    const folder = await mkdtemp(join(tmpdir(), 'assay-e2e-'))
    await use(folder)
    // What a test that failed left running may still write.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  },
  launch: async ({ host, browser, folder }, use) => {
    const running: RunningApp[] = []
    await use(async () => {
      const workspace = join(folder, 'workspace')
      const app = host === 'electron' ? await launchInElectron(workspace) : await launchInBrowser(browser, workspace)
      running.push(app)
      return app
    })
    for (const app of running) await app.close().catch(() => {})
  },
})

export { expect } from '@playwright/test'
export type { RunningApp } from './running-app.ts'
