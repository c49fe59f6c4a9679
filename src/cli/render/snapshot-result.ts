import type { SnapshotResult } from '../../shared/model/run.ts'
import type { Colours } from './colours.ts'
import { escapeLocation, escapeName } from './escape-name.ts'
import { renderFields } from './fields.ts'
import { formatCounted, formatDuration, formatSizeExactly } from './quantities.ts'

/** The result with the keys, and the seal, that the manifest has. */
export function toSnapshotJson(result: SnapshotResult): Readonly<Record<string, unknown>> {
  return {
    run_id: result.runId,
    manifest: result.manifest,
    directory: result.directory,
    status: result.status,
    file_count: result.fileCount,
    total_size_bytes: result.totalSizeBytes,
    error_count: result.errorCount,
    skipped_count: result.skippedCount,
    algorithms: result.algorithms,
    seal: result.seal === undefined ? null : { kind: 'merkle-sha256', root: result.seal, entries: result.entryCount },
    started_utc: result.startedUtc,
    finished_utc: result.finishedUtc,
    duration_ms: result.durationMs,
  }
}

function headline(result: SnapshotResult, colours: Colours): string {
  const what = `${formatCounted(result.fileCount, 'file')}, ${formatSizeExactly(result.totalSizeBytes)}`
  const time = formatDuration(result.durationMs)
  return result.status === 'completed'
    ? `${colours.green('+ completed')}: ${what} in ${time}`
    : `${colours.yellow(`! ${result.status.replaceAll('-', ' ')}`)}: ${what} in ${time}`
}

export function renderSnapshot(result: SnapshotResult, colours: Colours): string {
  const { errorCount, skippedCount, reusedCount } = result
  const fields = renderFields(
    [
      [
        'errors',
        errorCount === 0 ? undefined : `${formatCounted(errorCount, 'path')} could not be read or listed, named above`,
      ],
      ['left out', skippedCount === 0 ? undefined : formatCounted(skippedCount, 'path')],
      ['reused', reusedCount === 0 ? undefined : `${formatCounted(reusedCount, 'digest')} of the base`],
      ['folder', escapeLocation(result.directory)],
      ['manifest', escapeLocation(result.manifest)],
      ['run', escapeName(result.runId)],
      ['digests', result.algorithms.join(', ')],
      ['seal', result.seal ?? 'none in this format'],
    ],
    colours,
  )
  return `${headline(result, colours)}\n${fields}`
}
