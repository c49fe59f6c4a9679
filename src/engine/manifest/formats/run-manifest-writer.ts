import type { ManifestStatus } from '../../../shared/model/manifest.ts'
import { entryKinds, kindFile, unknownTimeNs, type EntryColumns } from '../../table/entry-columns.ts'
import { nameOf, readDigest, readPathBytes } from '../../table/entry-reader.ts'
import { orderLikePathlib } from './pathlib-order.ts'
import { decodeSurrogateEscape, quotePython } from './python-text.ts'
import { formatPythonTime } from './python-time.ts'

const entriesPerChunk = 2000

export interface RunManifestInput {
  readonly runId: string
  /** As `formatPythonTime` gives it. */
  readonly timestampUtc: string
  readonly directory: string
  readonly status: ManifestStatus
  readonly columns: EntryColumns
}

function isListed(columns: EntryColumns, index: number): boolean {
  return columns.kinds[index] === kindFile && !columns.errors.has(index)
}

function readPythonPath(columns: EntryColumns, index: number): string {
  return decodeSurrogateEscape(readPathBytes(columns, index))
}

function formatObject(fields: readonly (readonly [string, string])[]): string {
  return `    {\n${fields.map(([key, value]) => `      ${quotePython(key)}: ${value}`).join(',\n')}\n    }`
}

function formatFile(columns: EntryColumns, index: number): string {
  const path = readPythonPath(columns, index)
  const digests = columns.algorithms.flatMap((algorithm, at): [string, string][] => {
    const digest = readDigest(columns, index, at)
    return digest === undefined ? [] : [[`checksum_${algorithm}`, quotePython(digest)]]
  })
  const modifiedNs = columns.modifiedNs[index] ?? unknownTimeNs
  return formatObject([
    ['name', quotePython(nameOf(path))],
    ['relative_path', quotePython(path)],
    ['size_bytes', String(columns.sizes[index])],
    ...digests,
    ...(modifiedNs === unknownTimeNs ? [] : [['modified_utc', quotePython(formatPythonTime(modifiedNs))] as const]),
  ])
}

function formatError(columns: EntryColumns, index: number): string {
  const error = columns.errors.get(index)
  return formatObject([
    ['relative_path', quotePython(readPythonPath(columns, index))],
    ['code', quotePython(error?.code ?? '')],
    ['message', quotePython(error?.message ?? '')],
  ])
}

function formatSkipped(columns: EntryColumns, index: number): string {
  const kind = entryKinds[columns.kinds[index] ?? 0] ?? 'special'
  return formatObject([
    ['relative_path', quotePython(readPythonPath(columns, index))],
    ['reason', quotePython(columns.specials.get(index) ?? kind)],
  ])
}

function* formatList(key: string, rows: Uint32Array, formatRow: (row: number) => string): Iterable<string> {
  if (rows.length === 0) {
    yield `  ${quotePython(key)}: []`
    return
  }
  yield `  ${quotePython(key)}: [\n`
  for (let from = 0; from < rows.length; from += entriesPerChunk) {
    const chunk = Array.from(rows.subarray(from, from + entriesPerChunk), formatRow)
    yield `${from === 0 ? '' : ',\n'}${chunk.join(',\n')}`
  }
  yield '\n  ]'
}

/**
 * A run manifest, byte for byte as Python's `json.dumps(indent=2)` lays out one of the same regular files, in chunks of
 * text. What could not be read stands in an extra key `errors`, links and special files in `skipped`; each only when there
 * are any (docs/adr/0003-run-manifest-symlinks.md).
 */
export function* formatRunManifest(input: RunManifestInput): Iterable<string> {
  const { columns } = input
  const rows = orderLikePathlib(columns)
  const files = rows.filter((row) => isListed(columns, row))
  const errors = rows.filter((row) => columns.errors.has(row))
  const skipped = rows.filter((row) => columns.kinds[row] !== kindFile && !columns.errors.has(row))
  const totalSizeBytes = files.reduce((sum, row) => sum + (columns.sizes[row] ?? 0), 0)
  const head: readonly (readonly [string, string])[] = [
    ['run_id', quotePython(input.runId)],
    ['timestamp_utc', quotePython(input.timestampUtc)],
    ['directory', quotePython(input.directory)],
    ['status', quotePython(input.status)],
    ['file_count', String(files.length)],
    ['total_size_bytes', String(totalSizeBytes)],
  ]
  yield `{\n${head.map(([key, value]) => `  ${quotePython(key)}: ${value},\n`).join('')}`
  yield* formatList('files', files, (row) => formatFile(columns, row))
  if (errors.length > 0) {
    yield ',\n'
    yield* formatList('errors', errors, (row) => formatError(columns, row))
  }
  if (skipped.length > 0) {
    yield ',\n'
    yield* formatList('skipped', skipped, (row) => formatSkipped(columns, row))
  }
  yield '\n}'
}
