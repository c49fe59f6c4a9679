import { lstatSync } from 'node:fs'
import { AppError } from '../../shared/errors/app-error.ts'
import { absolutePath } from '../hash/process-batch.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { readPathBytes } from '../table/entry-reader.ts'
import { resolveRoot } from '../snapshot/resolve-root.ts'

const operation = 'verify folder'
const pathsBetweenYields = 5000

function fail(path: string, what: string, cause?: unknown): never {
  const advice =
    'Check that the drive is mounted and that this is the right folder; give another folder, or --allow-empty if it is really meant to be empty.'
  throw new AppError({ code: 'root-looks-wrong', operation, path, message: `${path} ${what}. ${advice}`, cause })
}

/** The folder to verify, links resolved. Errors: `root-looks-wrong`, `permission-denied`, `read-failed`. */
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
 * Refuses a folder that holds none of the manifest's paths, before anything is read: unmounted or wrong, it must not be
 * reported as "all removed". Stops at the first path that is there. Errors: `root-looks-wrong`.
 */
export async function refuseWrongRoot(root: string, baseline: EntryColumns): Promise<void> {
  for (let row = 0; row < baseline.count; row += 1) {
    if (exists(absolutePath(root, '', readPathBytes(baseline, row)))) return
    if (row % pathsBetweenYields === pathsBetweenYields - 1) await new Promise(setImmediate)
  }
  if (baseline.count > 0) fail(root, `holds none of the manifest's ${baseline.count} paths`)
}
