import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const commands = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env['PROGRAMFILES'] ?? 'C:\\Program Files', 'Google\\Chrome\\Application\\chrome.exe'),
]

/** A Chromium that runs on this machine: `ASSAY_CHROMIUM`, Playwright's own, else the system's; null when there is none. */
export function findChromium(): string | null {
  const named = process.env['ASSAY_CHROMIUM']
  const candidates = named === undefined ? [chromium.executablePath(), ...onPath(), ...applications] : [named]
  return candidates.find((path) => existsSync(path) && isRunnable(path)) ?? null
}

function onPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)))
}

/** A browser may be there and still lack a library, or be the stand-in that tells to install a snap. */
function isRunnable(path: string): boolean {
  // On Windows the version is not printed: a window opens instead.
  if (process.platform === 'win32') return true
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0
}
