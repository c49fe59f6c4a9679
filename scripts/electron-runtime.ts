import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { isReachable } from './is-reachable.ts'

const require = createRequire(import.meta.url)
const packageFile = require.resolve('electron/package.json')
const folder = dirname(packageFile)
/** For unpacking a runtime that is in Electron's download cache already, which needs no network. */
const cachedLimitMs = 10_000
const downloadLimitMs = 300_000

/** Why the desktop app cannot be opened here; null when nothing known speaks against it. */
export function reasonAgainstElectron(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  uid: number | undefined,
): string | null {
  if (platform !== 'linux') return null
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display'
  if (uid === 0) return "Electron's sandbox does not run as root"
  return null
}

/** Where Electron's runtime is, fetched if need be as its package does on first use; null when it cannot be had. */
export function obtainElectron(): string | null {
  return findElectron() ?? fetchRuntime()
}

/** Where Electron's runtime is on this machine now; null when it has not been fetched. */
function findElectron(): string | null {
  const pathFile = join(folder, 'path.txt')
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (!existsSync(pathFile) && override === undefined) return null
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const path = join(override ?? join(folder, 'dist'), name)
  return existsSync(path) ? path : null
}

function fetchRuntime(): string | null {
  if (!isReachable(downloadAddress()))
    return existsSync(cacheFolder()) && install(cachedLimitMs) ? findElectron() : null
  console.error("Fetching Electron's runtime, once, about 120 MB...")
  return install(downloadLimitMs) ? findElectron() : null
}

function install(limitMs: number): boolean {
  const { status } = spawnSync(process.execPath, [join(folder, 'install.js')], { timeout: limitMs, stdio: 'ignore' })
  return status === 0
}

/** Where `@electron/get` keeps what it fetched. */
function cacheFolder(): string {
  const own = process.env['electron_config_cache']
  if (own !== undefined) return own
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'electron')
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? homedir(), 'electron', 'Cache')
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'electron')
}

function downloadAddress(): string {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror']
  if (mirror !== undefined) return mirror
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
  return `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
}
