import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const inputs = ['src', 'scripts', 'electron.vite.config.ts', 'vite.node.config.ts', 'package-lock.json']
const output = join('out', 'cli', 'assay.js')

/** Builds unless `out/` is newer than everything it is made of. Returns whether there is a build to run. */
export function buildIfStale(): boolean {
  if (existsSync(output) && newestMs(inputs) < statSync(output).mtimeMs) return true
  const { status } = spawnSync(process.execPath, ['scripts/build.ts'], { stdio: ['ignore', 2, 2] })
  return status === 0
}

function newestMs(paths: readonly string[]): number {
  return Math.max(...paths.flatMap((path) => [path, ...filesBelow(path)]).map((path) => statSync(path).mtimeMs))
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return []
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
}
