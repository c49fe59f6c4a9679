import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { _electron } from '@playwright/test'
import type { RunningApp } from './running-app.ts'

const entry = join(import.meta.dirname, '..', 'out', 'main', 'index.js')

/** Whether Electron's runtime has been fetched, and there is a display to show it on. */
export function hasElectronRuntime(): boolean {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
  return hasDisplay && existsSync(join(folder, 'path.txt'))
}

/** The app in its own window; the native dialogs answer what the test picks. */
export async function launchInElectron(workspace: string): Promise<RunningApp> {
  const app = await _electron.launch({
    args: [entry],
    env: { ...process.env, ASSAY_HOME: workspace },
  })
  const page = await app.firstWindow()
  const pick: RunningApp['pickFolder'] = async (path, open) => {
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, path)
    await open()
  }
  return {
    page,
    pickFolder: pick,
    pickFile: pick,
    close: async () => {
      // It asks before it stops what is running.
      await app.evaluate(({ dialog }) => {
        dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false })
      })
      await app.close()
    },
  }
}
