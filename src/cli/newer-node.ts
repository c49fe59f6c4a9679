import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const forwardedSignals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const

/** Whether this Node has SQLite, which the ledger of runs is kept in: since Node 22.13. */
export function isNewEnough(): boolean {
  return isBuiltin('node:sqlite')
}

/** Runs the same command with the Node the project pins, where it is installed, and takes over its exit. */
export async function runWithPinnedNode(script: string, argv: readonly string[]): Promise<void> {
  const pinned = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url))
  if (!existsSync(pinned)) {
    process.stderr.write(`assay: Node ${process.versions.node} is too old: Assay needs Node 22.13 or newer.\n`)
    process.exitCode = 3
    return
  }
  // What this one starts by the name of `node`, such as a plan's builders, is not to be the one that is too old either.
  const path = [dirname(pinned), process.env['PATH'] ?? ''].join(delimiter)
  const child = spawn(pinned, [script, ...argv], { stdio: 'inherit', env: { ...process.env, PATH: path } })
  // From a terminal the child gets Ctrl+C by itself as well, and takes two signals in one moment for one.
  for (const signal of forwardedSignals) process.on(signal, () => child.kill(signal))
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  })
}
