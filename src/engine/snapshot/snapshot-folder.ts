import { resolve } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { SnapshotResult } from '../../shared/model/run.ts'
import { checkFormatAlgorithms } from '../manifest/formats/format-algorithms.ts'
import { nowNs } from '../run/clock.ts'
import { repeatSnapshot } from '../run/repeat-command.ts'
import type { RunControl } from '../run/run-control.ts'
import { scanFolder } from '../scan/scan-folder.ts'
import type { ScanTotals } from '../scan/scan-types.ts'
import { formatTimestampNs } from '../table/timestamp.ts'
import { createPathFilter } from '../walk/filters.ts'
import { recordRun } from '../ledger/record-run.ts'
import { findOwnPaths, resolveOutput } from './output-path.ts'
import { ScanCache } from './scan-cache.ts'
import type { SnapshotOptions } from './snapshot-options.ts'
import { resolveRoot } from './resolve-root.ts'
import type { SnapshotEnd, SnapshotSink } from './sink-protocol.ts'
import { openSnapshotSink } from './snapshot-sink.ts'

function checkOptions(options: SnapshotOptions): void {
  createPathFilter(options)
  checkFormatAlgorithms(options.format, options.algorithms)
  if (options.algorithms.length > 0 && new Set(options.algorithms).size === options.algorithms.length) return
  const message = 'Give at least one digest algorithm, and each only once.'
  throw new AppError({ code: 'bad-usage', operation: 'snapshot', message })
}

/**
 * Walks a folder, digests every file and writes the manifest, durably and only when whole. Files that cannot be read
 * become error entries. Digests of unchanged files are taken over from `base` or from an interrupted snapshot of the
 * same folder. Errors: `bad-usage`, `run-id-taken`, those of the root (`not-found`, `not-a-directory`,
 * `permission-denied`, `read-failed`), of reading the base, of a durable write, `worker-failed`, and `cancelled`, after
 * which no output is left.
 */
export async function snapshotFolder(options: SnapshotOptions, control: RunControl): Promise<SnapshotResult> {
  checkOptions(options)
  const root = await resolveRoot(options.directory)
  const directory = resolve(options.directory)
  const { workspace, runId, toolVersion } = options
  const start = {
    workspace,
    kind: 'snapshot' as const,
    directory,
    runId,
    command: repeatSnapshot(options),
    toolVersion,
  }
  const { result } = await recordRun(start, control, async ({ record, control: watched }) => ({
    result: await takeSnapshot({ options, root, directory, runId: record.runId, startedNs: nowNs(), control: watched }),
  }))
  return result
}

interface Work {
  readonly options: SnapshotOptions
  /** With links resolved. */
  readonly root: string
  readonly directory: string
  readonly runId: string
  readonly startedNs: bigint
  readonly control: RunControl
}

async function takeSnapshot(work: Work): Promise<SnapshotResult> {
  const { options, root, directory, runId } = work
  const manifest = await resolveOutput(options, directory, runId)
  const cache = await ScanCache.open(root, runId, work.startedNs, options)
  let sink: SnapshotSink | undefined
  try {
    sink = await openSnapshotSink(manifest, options, work.control)
    const own = findOwnPaths(root, [manifest, sink.tempPath, options.workspace, ...(options.ownFiles ?? [])])
    sink.begin({ runId, startedNs: work.startedNs, directory, own: own.filter((path) => !isTemp(path, sink)) })
    const scanned = await scan(work, sink, cache, new Set(own))
    const totals = { ...scanned, errorCount: scanned.errorCount + sink.unlistedCount }
    const end = describeEnd(work, totals)
    const seal = await sink.finish(end)
    await cache.complete(seal)
    return describeResult(work, manifest, totals, end, seal, [
      cache.warning,
      cache.writer.problem,
      ...sink.warnings,
      describeWeakness(options.algorithms),
    ])
  } catch (error) {
    await sink?.abort()
    await cache.interrupt()
    throw error
  }
}

function describeWeakness(algorithms: readonly DigestAlgorithm[]): string | undefined {
  if (algorithms.some((algorithm) => algorithm !== 'crc32')) return undefined
  return 'CRC-32 alone finds most accidents and proves nothing: take another algorithm besides.'
}

/** The temp file's name is random: told in the manifest, it would only make two manifests differ. */
function isTemp(path: string, sink: SnapshotSink | undefined): boolean {
  return sink?.tempPath.replaceAll('\\', '/').endsWith(`/${path}`) ?? false
}

async function scan(
  work: Work,
  sink: SnapshotSink,
  cache: ScanCache,
  ownPaths: ReadonlySet<string>,
): Promise<ScanTotals> {
  const { options } = work
  return scanFolder({
    root: work.root,
    algorithms: options.algorithms,
    include: options.include,
    exclude: options.exclude,
    isJunkExcluded: options.isJunkExcluded,
    mode: 'contents',
    hasLines: options.format === 'assay-manifest',
    ownPaths,
    workerCount: options.workerCount,
    base: cache.reader,
    control: work.control,
    sink: async (result, batch) => {
      await Promise.all([sink.append(result, batch), cache.writer.append(result, batch)])
    },
  })
}

function describeEnd(work: Work, totals: ScanTotals): SnapshotEnd {
  const finishedNs = nowNs()
  return {
    ...totals,
    status: totals.errorCount > 0 ? 'completed-with-errors' : 'completed',
    finishedUtc: formatTimestampNs(finishedNs),
    // A clock that was set back meanwhile must not make it negative.
    durationMs: Math.max(0, Number((finishedNs - work.startedNs) / 1_000_000n)),
  }
}

function describeResult(
  work: Work,
  manifest: string,
  totals: ScanTotals,
  end: SnapshotEnd,
  seal: string | undefined,
  warnings: readonly (string | undefined)[],
): SnapshotResult {
  const { fileCount, totalSizeBytes, errorCount, skippedCount, entryCount, reusedCount } = totals
  const { status, finishedUtc, durationMs } = end
  return {
    kind: 'snapshot',
    runId: work.runId,
    manifest,
    directory: work.directory,
    status,
    fileCount,
    totalSizeBytes,
    errorCount,
    skippedCount,
    entryCount,
    reusedCount,
    algorithms: [...work.options.algorithms],
    ...(seal === undefined ? {} : { seal }),
    startedUtc: formatTimestampNs(work.startedNs),
    finishedUtc,
    durationMs,
    warnings: warnings.filter((warning) => warning !== undefined),
  }
}
