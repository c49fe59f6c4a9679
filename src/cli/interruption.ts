import { readdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { exitCodes } from './exit-codes.ts'

/** Work that does not end by itself within this time of Ctrl+C is ended. */
const graceMs = 900
/** Two signals within this time are one Ctrl+C that came by two ways: the terminal sends it to all processes of a command. */
const sameMomentMs = 100
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface Interruption {
  readonly signal: AbortSignal
  /** A folder this process writes into: its temp files there are removed if the process has to be ended. */
  readonly addOutputFolder: (folder: string) => void
  /** Gives the work so long to end by itself, and names what is to be done before it is ended by force. */
  readonly extendGrace: (graceMs: number, beforeForce: () => void) => void
}

/** The temp files of engine/atomic carry the id of the process that writes them. */
function isOwnTemp(name: string): boolean {
  return name.endsWith('.assay-tmp') && name.includes(`-${process.pid}-`)
}

function removeOwnTemps(folder: string): void {
  try {
    for (const name of readdirSync(folder)) if (isOwnTemp(name)) unlinkSync(join(folder, name))
  } catch {
    // The process ends now: what could not be removed is swept at the next start.
  }
}

/**
 * Ends the process by the default action of Ctrl+C, which shells report as 130. `process.exit` would first wait for worker
 * threads, and one that hangs in a read of a dead network share never comes back.
 */
function endByForce(): never {
  for (const name of signals) process.removeAllListeners(name)
  if (process.platform !== 'win32') process.kill(process.pid, 'SIGINT')
  process.exit(exitCodes.interrupted)
}

/** First signal: abort, and end by force if that takes long. Second signal: end at once. */
export function installInterruption(): Interruption {
  const controller = new AbortController()
  const folders = new Set<string>()
  let patienceMs = graceMs
  let firstMs = 0
  let prepareForce = (): void => undefined
  const endNow = (): never => {
    prepareForce()
    for (const folder of folders) removeOwnTemps(folder)
    return endByForce()
  }
  for (const name of signals) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        if (performance.now() - firstMs > sameMomentMs) endNow()
        return
      }
      firstMs = performance.now()
      controller.abort()
      setTimeout(endNow, patienceMs).unref()
    })
  }
  return {
    signal: controller.signal,
    addOutputFolder: (folder) => folders.add(folder),
    extendGrace: (graceMs, beforeForce) => {
      patienceMs = graceMs
      prepareForce = beforeForce
    },
  }
}
