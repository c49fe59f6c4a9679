import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from './find-chromium.ts'
import { isReachable } from './is-reachable.ts'

const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js')
const installLimitMs = 600_000

const advice = `No Chromium was found and none could be installed. Any one of these will do:
  npx playwright install --with-deps chromium
  apt-get install chromium                      (Debian, as root)
  ASSAY_CHROMIUM=/path/to/chromium npm test     (one you have)`

/** Ways to a Chromium, the least intrusive first; a way that does not apply here does nothing. */
const ways: readonly { readonly name: string; readonly take: () => void }[] = [
  { name: "Playwright's Chromium", take: installPlaywrights },
  { name: "the libraries of Playwright's Chromium", take: installLibraries },
  { name: "Debian's Chromium", take: installDebians },
]

function installPlaywrights(): void {
  const isMirrored = process.env['PLAYWRIGHT_DOWNLOAD_HOST'] !== undefined
  if (isMirrored || isReachable('https://cdn.playwright.dev/'))
    run(process.execPath, [playwright, 'install', 'chromium'])
}

function installLibraries(): void {
  if (isDebianRoot() && existsSync(chromium.executablePath()))
    run(process.execPath, [playwright, 'install-deps', 'chromium'])
}

function installDebians(): void {
  if (!isDebianRoot()) return
  run('apt-get', ['update', '--quiet'])
  run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'])
}

function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

// What it prints goes to stderr: the outcome is judged by looking for a Chromium again.
function run(command: string, parameters: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' }
  spawnSync(command, parameters, { timeout: installLimitMs, stdio: ['ignore', 2, 2], env })
}

function ensureChromium(): string | null {
  for (const { name, take } of ways) {
    const found = findChromium()
    if (found !== null) return found
    console.error(`No Chromium yet: trying ${name}.`)
    take()
  }
  return findChromium()
}

const path = ensureChromium()
if (path === null) console.error(advice)
else console.log(`Chromium: ${path}`)
process.exitCode = path === null ? 1 : 0
