import { tellsSizes } from '../../shared/model/manifest-format.ts'
import type { ManifestSummary } from '../../shared/model/manifest.ts'
import type { LargestFile } from '../commands/largest-files.ts'
import type { Colours } from './colours.ts'
import { toSealJson } from './entry-json.ts'
import { escapeEntryPath, escapeLocation, escapeName, escapeText } from './escape-name.ts'
import { renderFields } from './fields.ts'
import { formatCounted, formatDuration, formatSize, formatSizeExactly } from './quantities.ts'
import { renderSeal, renderSealWarning } from './seal-text.ts'

export interface RejectedEntry {
  readonly path: string
  readonly line: number
  readonly reason: string
}

export interface ShownManifest {
  readonly path: string
  /** With its seal checked. */
  readonly summary: ManifestSummary
  readonly largest: readonly LargestFile[]
  readonly rejected: readonly RejectedEntry[]
}

export function toManifestJson({ path, summary, largest, rejected }: ShownManifest): Readonly<Record<string, unknown>> {
  return {
    manifest: path,
    format: summary.format,
    run_id: summary.runId,
    timestamp_utc: summary.timestampUtc,
    finished_utc: summary.finishedUtc ?? null,
    duration_ms: summary.durationMs ?? null,
    directory: summary.directory,
    tool: summary.tool ?? null,
    algorithms: summary.algorithms,
    filters: summary.filters,
    status: summary.status,
    entry_count: summary.entryCount,
    file_count: summary.fileCount,
    total_size_bytes: summary.totalSizeBytes,
    error_count: summary.errorCount,
    skipped_count: summary.skippedCount,
    seal: toSealJson(summary.seal),
    warnings: summary.warnings,
    rejected: rejected.map(({ path: relativePath, line, reason }) => ({ relative_path: relativePath, line, reason })),
    largest_files: largest.map((file) => ({
      relative_path: file.path,
      ...(file.pathBase64 === undefined ? {} : { path_base64: file.pathBase64 }),
      size_bytes: file.sizeBytes,
    })),
    ...(summary.extra === undefined ? {} : { extra: summary.extra }),
  }
}

export function renderManifest(shown: ShownManifest, colours: Colours): string {
  const { summary } = shown
  return [
    summary.seal.state === 'broken' ? renderSealWarning(summary.seal, colours) : '',
    `${colours.bold(escapeLocation(shown.path))}\n`,
    renderSummaryFields(summary, colours),
    ...summary.warnings.map((warning) => `  ${colours.yellow(`! ${escapeText(warning)}`)}\n`),
    renderRejected(shown.rejected, colours),
    renderLargest(shown.largest, colours),
  ].join('')
}

function renderSummaryFields(summary: ManifestSummary, colours: Colours): string {
  const { include, exclude, own } = summary.filters
  const list = (globs: readonly string[]) => (globs.length === 0 ? undefined : globs.map(escapeText).join('  '))
  const took = summary.durationMs === undefined ? '' : `, in ${formatDuration(summary.durationMs)}`
  const extra = summary.extra === undefined ? undefined : escapeText(JSON.stringify(summary.extra))
  return renderFields(
    [
      ['status', `${summary.status.replaceAll('-', ' ')}  ${escapeText(summary.timestampUtc)}${took}`],
      ['files', `${formatCounted(summary.fileCount, 'file')}, ${formatTotal(summary)}`],
      ['entries', formatCounted(summary.entryCount, 'entry', 'entries')],
      ['errors', summary.errorCount === 0 ? undefined : formatCounted(summary.errorCount, 'path')],
      ['left out', summary.skippedCount === 0 ? undefined : formatCounted(summary.skippedCount, 'path')],
      ['seal', renderSeal(summary.seal, colours)],
      ['digests', summary.algorithms.join(', ')],
      ['folder', escapeLocation(summary.directory)],
      ['run', summary.runId === '' ? undefined : escapeName(summary.runId)],
      ['format', [summary.format, summary.tool === undefined ? '' : `by ${escapeText(summary.tool)}`].join(' ').trim()],
      ['include', list(include)],
      ['exclude', list(exclude)],
      ['own files', list(own)],
      ['extra', extra],
    ],
    colours,
  )
}

function formatTotal({ format, totalSizeBytes }: ManifestSummary): string {
  return tellsSizes(format) ? formatSizeExactly(totalSizeBytes) : 'sizes not told by this format'
}

function renderRejected(rejected: readonly RejectedEntry[], colours: Colours): string {
  if (rejected.length === 0) return ''
  const lines = rejected.map(
    ({ path, line, reason }) => `  ${colours.red('x')} line ${line}: ${escapeName(path)}: ${escapeText(reason)}\n`,
  )
  return `\n${colours.red(`x ${formatCounted(rejected.length, 'entry', 'entries')} rejected`)}\n${lines.join('')}`
}

function renderLargest(largest: readonly LargestFile[], colours: Colours): string {
  if (largest.length === 0) return ''
  const sizes = largest.map((file) => formatSize(file.sizeBytes))
  const width = Math.max(...sizes.map((size) => size.length))
  const lines = largest.map(
    (file, index) => `  ${(sizes[index] ?? '').padStart(width)}  ${escapeEntryPath(file.path, file.pathBase64)}\n`,
  )
  return `\n${colours.bold('Largest files')}\n${lines.join('')}`
}
