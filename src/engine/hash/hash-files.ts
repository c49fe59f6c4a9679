import { realpathSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { isCancelled } from '../../shared/errors/app-error.ts'
import type { EntryError } from '../../shared/model/entry.ts'
import { throwIfCancelled, type RunControl } from '../run/run-control.ts'
import { createDigesters } from './digester.ts'
import { describeSystemError } from './entry-errors.ts'
import { readFileDigests } from './read-file.ts'
import { readLargeFileDigests } from './read-large-file.ts'

const bufferBytes = 1024 * 1024
/** Below this a file is read in one go, within a tenth of a second or so; above, the thread serves signals meanwhile. */
const largeThresholdBytes = 32 * 1024 * 1024

/** A file's digests in lower-case hex, or why it could not be read. */
export type FileDigests =
  | { readonly path: string; readonly sizeBytes: number; readonly digests: Partial<Record<DigestAlgorithm, string>> }
  | { readonly path: string; readonly error: EntryError }

async function describeOther(path: string): Promise<EntryError | undefined> {
  const stats = await stat(path)
  if (stats.isFile()) return undefined
  if (stats.isDirectory()) return { code: 'EISDIR', message: 'is a directory' }
  return { code: 'ENOTSUP', message: 'is not a regular file' }
}

/**
 * Digests files one after another, in the order given, each read once for all algorithms. A link named by the caller is
 * followed; directories and special files are not opened. A file that cannot be read is an error in its place. Throws
 * only `cancelled`, between chunks.
 */
export async function* hashFiles(
  paths: readonly string[],
  algorithms: readonly DigestAlgorithm[],
  control: RunControl,
): AsyncGenerator<FileDigests, void, undefined> {
  const context = {
    digesters: await createDigesters(algorithms),
    buffer: Buffer.allocUnsafeSlow(bufferBytes),
    largeThresholdBytes,
    isCancelled: () => control.signal?.aborted ?? false,
    onBytes: () => {},
  }
  for (const path of paths) {
    await control.pause?.wait()
    // Lets a signal handler run before the next file.
    await new Promise(setImmediate)
    throwIfCancelled(control.signal, 'hash files')
    try {
      const other = await describeOther(path)
      if (other !== undefined) {
        yield { path, error: other }
        continue
      }
      const realPath = realpathSync(path)
      const first = readFileDigests(realPath, context)
      const outcome = first.type === 'large' ? await readLargeFileDigests(realPath, context) : first
      if (outcome.type === 'cancelled') throwIfCancelled(control.signal, 'hash files')
      if (outcome.type === 'error') yield { path, error: outcome.error }
      if (outcome.type !== 'read') continue
      const pairs = algorithms.map((algorithm, i) => [algorithm, outcome.digests[i] ?? ''])
      yield { path, sizeBytes: outcome.sizeBytes, digests: Object.fromEntries(pairs) }
    } catch (error) {
      if (isCancelled(error)) throw error
      yield { path, error: describeSystemError(error) }
    }
  }
}
