import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { makeFolder } from '../atomic/make-folder.ts'
import { toWriteError } from '../atomic/write-errors.ts'
import { runsFolder } from '../workspace/workspace-path.ts'
import { Ledger } from './ledger.ts'

const runIdPattern = /^[A-Za-z0-9._-]{1,100}$/u
const maxSuffix = 10_000

/** The default id of a run started at `now`: `run_YYYYMMDD_HHMMSS`, UTC. */
export function createRunId(now: Date): string {
  const digits = now.toISOString().replace(/[-:]/gu, '')
  return `run_${digits.slice(0, 8)}_${digits.slice(9, 15)}`
}

/** Where an id is held until its run is in the ledger. */
export function reservationPath(workspace: string, runId: string): string {
  return join(runsFolder(workspace), `${runId}.reserved`)
}

/** Throws `bad-usage` unless the id is 1 to 100 characters of A-Z, a-z, 0-9, `.`, `_` and `-`, and not `.` or `..`. */
export function checkRunId(runId: string): void {
  if (runIdPattern.test(runId) && !/^\.+$/u.test(runId)) return
  const message = `The run id ${JSON.stringify(runId)} is not valid: use 1 to 100 letters, digits, dots, dashes and underscores.`
  throw new AppError({ code: 'bad-usage', operation: 'reserve run id', message })
}

/** What tells a reservation of this process from another's. */
function reservationText(): string {
  return `${JSON.stringify({ state: 'reserved', process_id: process.pid })}\n`
}

/**
 * Takes a run id for this process, on disk, so that no other process of this workspace gets it: the wanted one, else the
 * default of now with `_2`, `_3`, … when taken. An id this process reserved before and has not used yet is given again.
 * Errors: `run-id-taken`, `bad-usage` (an id that is not valid), those of a write.
 */
export async function reserveRunId(workspace: string, wanted?: string, now = new Date()): Promise<string> {
  const base = wanted ?? createRunId(now)
  checkRunId(base)
  await createRunsFolder(workspace)
  const ledger = await Ledger.open(workspace)
  try {
    return await reserveNext(workspace, ledger, base, wanted !== undefined)
  } finally {
    ledger.close()
  }
}

async function reserveNext(workspace: string, ledger: Ledger, base: string, isWanted: boolean): Promise<string> {
  if (await takeId(workspace, ledger, base)) return base
  if (isWanted) {
    if (ledger.find(base) === undefined && (await isReservedHere(workspace, base))) return base
    const message = `A run named ${base} exists already. Choose another run id.`
    throw new AppError({ code: 'run-id-taken', operation: 'reserve run id', message })
  }
  for (let suffix = 2; suffix <= maxSuffix; suffix++) {
    if (await takeId(workspace, ledger, `${base}_${suffix}`)) return `${base}_${suffix}`
  }
  const message = `More than ${maxSuffix} runs were started in this second. Give a run id of your own.`
  throw new AppError({ code: 'run-id-taken', operation: 'reserve run id', message })
}

async function createRunsFolder(workspace: string): Promise<void> {
  try {
    await makeFolder(runsFolder(workspace))
  } catch (error) {
    throw toWriteError(error, runsFolder(workspace))
  }
}

/** Gives a reserved id back, or forgets the reservation of a run that is in the ledger by now. Never throws. */
export async function releaseRunId(workspace: string, runId: string): Promise<void> {
  // A reservation that stays takes nothing but its name.
  await rm(reservationPath(workspace, runId), { force: true }).catch(() => undefined)
}

async function takeId(workspace: string, ledger: Ledger, runId: string): Promise<boolean> {
  const path = reservationPath(workspace, runId)
  try {
    await writeFile(path, reservationText(), { flag: 'wx' })
    // In this order: a run that started in between is in the ledger before its reservation goes.
    if (ledger.find(runId) === undefined) return true
    await releaseRunId(workspace, runId)
    return false
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false
    throw toWriteError(error, path)
  }
}

async function isReservedHere(workspace: string, runId: string): Promise<boolean> {
  try {
    const text = await readFile(reservationPath(workspace, runId), 'utf8')
    return text === reservationText()
  } catch {
    // What cannot be read is not a reservation of ours: the id counts as taken.
    return false
  }
}
