import { lstatSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { AppError } from '../../shared/errors/app-error.ts'
import { absolutePath } from '../hash/process-batch.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { readPathBytes } from '../table/entry-reader.ts'
import { resolveRoot } from '../snapshot/resolve-root.ts'

const operation = 'check folder'
const pathsBetweenYields = 5000

function fail(path: string, what: string, cause?: unknown): never {
  const advice =
    'Check that the drive is mounted and that this is the right folder; give another folder, or --allow-empty if it is really meant to be empty.'
  throw new AppError({ code: 'root-looks-wrong', operation, path, message: `${path} ${what}. ${advice}`, cause })
}

/** The folder to look at, links resolved. Errors: `root-looks-wrong`, `permission-denied`, `read-failed`. */
export async function openRoot(directory: string): Promise<string> {
  try {
    return await resolveRoot(directory)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'not-found') return fail(error.path ?? directory, 'does not exist', error)
    if (error.code === 'not-a-directory') return fail(error.path ?? directory, 'is not a folder', error)
    throw error
  }
}

function exists(path: string | Buffer): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    // Out of reach is not absent: the scan will say what is wrong with it.
    return true
  }
}

/**
 * Refuses a folder that holds none of the other side's paths, before its contents are read: unmounted or wrong, it must
 * not be reported as "all removed". Stops at the first path that is there. `owner` says whose paths they are. Errors:
 * `root-looks-wrong`.
 */
export async function refuseWrongRoot(root: string, other: EntryColumns, owner: string): Promise<void> {
  for (let row = 0; row < other.count; row += 1) {
    if (exists(absolutePath(root, '', readPathBytes(other, row)))) return
    if (row % pathsBetweenYields === pathsBetweenYields - 1) await new Promise(setImmediate)
  }
  if (other.count > 0) fail(root, `holds none of the ${owner}'s ${other.count} paths`)
}

/**
 * Refuses two folders that cannot have a path in common, before anything in them is read: one that is empty while the
 * other is not, or that shares no name at the top. Errors: `root-looks-wrong`, `permission-denied`, `read-failed`.
 */
export async function refuseStrangers(left: string, right: string): Promise<void> {
  // Names one byte a character, so that those that are not UTF-8 are told apart.
  const [before, after] = await Promise.all([left, right].map((root) => readdir(root, { encoding: 'latin1' })))
  if (before === undefined || after === undefined || before.length + after.length === 0) return
  if (before.length === 0) fail(left, 'is empty, and the other folder is not')
  if (after.length === 0) fail(right, 'is empty, and the other folder is not')
  const names = new Set(before)
  if (!after.some((name) => names.has(name))) fail(right, 'has no name in common with the other folder')
}
