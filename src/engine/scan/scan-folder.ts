import { availableParallelism } from 'node:os'
import { AppError } from '../../shared/errors/app-error.ts'
import { throwIfCancelled } from '../run/run-control.ts'
import { batchEntries } from '../walk/batch-entries.ts'
import { createPathFilter } from '../walk/filters.ts'
import { FolderWalk } from '../walk/walk-folder.ts'
import { BatchSequencer } from './batch-sequencer.ts'
import { ProgressReporter } from './progress-reporter.ts'
import type { ScanOptions, ScanTotals } from './scan-types.ts'

/** Results held back while an earlier batch waits for a large file. */
const maxHeldBytes = 64 * 1024 * 1024

function describeRootFault(root: string, error: unknown): AppError {
  const { code, message: reason } = error as NodeJS.ErrnoException
  const known = code === 'ENOENT' ? 'not-found' : code === 'ENOTDIR' ? 'not-a-directory' : 'read-failed'
  const isDenied = code === 'EACCES' || code === 'EPERM'
  const words = { 'not-found': 'does not exist', 'not-a-directory': 'is not a folder', 'read-failed': 'cannot be read' }
  return new AppError({
    code: isDenied ? 'permission-denied' : known,
    operation: 'walk folder',
    path: root,
    message: `${root} ${words[known]}${isDenied ? ': permission denied' : known === 'read-failed' ? `: ${reason}` : ''}.`,
    cause: error,
  })
}

/**
 * Walks a folder and digests its files in worker threads, giving batches in manifest order (ascending bytes of the
 * path). A file that cannot be read is an error in its batch; throws `not-found`, `not-a-directory`,
 * `permission-denied` or `read-failed` for the root, `worker-failed`, `cancelled`, and whatever the sink throws.
 */
export async function scanFolder(options: ScanOptions): Promise<ScanTotals> {
  const { control } = options
  throwIfCancelled(control.signal, 'scan folder')
  const walk = new FolderWalk({ root: options.root, filter: createPathFilter(options), ownPaths: options.ownPaths })
  const sequencer = new BatchSequencer(options, options.workerCount ?? availableParallelism())
  const reporter = new ProgressReporter(options, sequencer)
  const abort = (): void => sequencer.cancel()
  control.signal?.addEventListener('abort', abort)
  try {
    for (const batch of batchEntries(startWalk(walk, options.root))) {
      sequencer.add(options.base === undefined ? batch : { ...batch, base: options.base.sliceFor(batch) })
      while (sequencer.isFull || sequencer.heldBytes > maxHeldBytes) await sequencer.next()
      await control.pause?.wait()
      throwIfCancelled(control.signal, 'scan folder')
    }
    reporter.endWalk()
    while (!sequencer.isDone) {
      await sequencer.next()
      throwIfCancelled(control.signal, 'scan folder')
    }
    await sequencer.flush()
    return { ...sequencer.totals, skippedCount: walk.skippedCount, bareFolders: walk.bareFolders }
  } finally {
    control.signal?.removeEventListener('abort', abort)
    reporter.stop()
    await sequencer.close()
  }
}

function* startWalk(walk: FolderWalk, root: string): ReturnType<FolderWalk['entries']> {
  const entries = walk.entries()
  let first
  try {
    first = entries.next()
  } catch (error) {
    throw describeRootFault(root, error)
  }
  if (first.done) return
  yield first.value
  yield* entries
}
