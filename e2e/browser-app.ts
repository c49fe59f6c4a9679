import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, Page } from '@playwright/test'
import type { RunningApp } from './running-app.ts'

const assayPath = join(import.meta.dirname, '..', 'out', 'cli', 'assay.js')

async function startServer(workspace: string): Promise<{ server: ChildProcess; url: string }> {
  const env = { ...process.env, ASSAY_HOME: workspace }
  const server = spawn(process.execPath, [assayPath, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: server.stdout })
  const [url] = (await once(lines, 'line')) as [string]
  return { server, url }
}

/** Folders are chosen in the app's own picker, by typing their path. */
async function pickPath(page: Page, path: string, confirm: string): Promise<void> {
  const picker = page.getByRole('dialog', { name: /^Choose a/ })
  await picker.getByRole('textbox', { name: 'Path' }).fill(path)
  await picker.getByRole('textbox', { name: 'Path' }).press('Enter')
  await picker.getByRole('button', { name: confirm }).click()
}

/** The app as `assay serve` gives it to a browser. */
export async function launchInBrowser(browser: Browser, workspace: string): Promise<RunningApp> {
  const { server, url } = await startServer(workspace)
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(url)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  return {
    page,
    pickFolder: async (path, open) => {
      await open()
      await pickPath(page, path, 'Choose this folder')
    },
    pickFile: async (path, open) => {
      await open()
      const field = page.getByRole('dialog', { name: 'Choose a file' }).getByRole('textbox', { name: 'Path' })
      await field.fill(path)
      await field.press('Enter')
    },
    close: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return
      await page.close()
      const ended = once(server, 'exit')
      server.kill('SIGINT')
      await ended
    },
  }
}
