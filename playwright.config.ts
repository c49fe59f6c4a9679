import { defineConfig } from '@playwright/test'
import type { AppOptions } from './e2e/app.ts'
import { hasElectronRuntime } from './e2e/electron-app.ts'
import { findChromium } from './scripts/find-chromium.ts'

const executablePath = findChromium()
const launchOptions = {
  ...(executablePath === null ? {} : { executablePath }),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-quic',
  ],
}

/** The same suite on both hosts; where Electron's runtime is missing, its half says so by name. */
export default defineConfig<AppOptions>({
  testDir: 'e2e',
  outputDir: 'test-results',
  // What is done within a second on a free machine takes a minute on a busy one; how long it may take is for unit tests.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  fullyParallel: false,
  workers: 1,
  // What passes only the second time is listed as flaky, and is a fault of its own.
  retries: 1,
  reporter: [['list']],
  use: { launchOptions, trace: 'retain-on-failure', viewport: { width: 1280, height: 800 } },
  projects: [
    { name: 'browser host', use: { host: 'browser' } },
    { name: hasElectronRuntime() ? 'Electron' : 'Electron, skipped: no Electron runtime', use: { host: 'electron' } },
  ],
})
