import type { TableQuery } from '../../shared/ipc/table-schemas.ts'
import type { LoadedManifest } from '../manifest/loaded-manifest.ts'
import { EntryColumnsBuilder } from './columns-builder.ts'
import { entryKinds, unknownSize, type EntryColumns } from './entry-columns.ts'

/** An entry as tests write it down; what is left out is not known. */
export interface SampleEntry {
  readonly path: string | Buffer
  readonly kind?: (typeof entryKinds)[number]
  readonly sizeBytes?: number
  readonly modifiedNs?: bigint
  /** Hex SHA-256; shorter ones are filled up with zeros. */
  readonly digest?: string
  readonly hasError?: boolean
}

export function pathBytesOf(entry: SampleEntry): Buffer {
  return Buffer.from(entry.path)
}

/** Sorts by path bytes and keeps the first of each path. */
export function inManifestOrder<T extends SampleEntry>(entries: readonly T[]): T[] {
  const seen = new Set<string>()
  const unique = entries.filter((entry) => {
    const key = pathBytesOf(entry).toString('hex')
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
  return unique.toSorted((a, b) => Buffer.compare(pathBytesOf(a), pathBytesOf(b)))
}

/** Columns with SHA-256 digests; the entries must be in manifest order. */
export function columnsOf(entries: readonly SampleEntry[]): EntryColumns {
  const builder = new EntryColumnsBuilder(['sha256'], 1)
  for (const entry of entries) {
    const index = builder.append(entryKinds.indexOf(entry.kind ?? 'file'), pathBytesOf(entry))
    builder.sizes[index] = entry.sizeBytes ?? unknownSize
    if (entry.modifiedNs !== undefined) builder.modifiedNs[index] = entry.modifiedNs
    if (entry.hasError === true) builder.errors.set(index, { code: 'EIO', message: 'bad sector' })
    if (entry.digest === undefined) continue
    builder.digests.set(Buffer.from(entry.digest.padEnd(64, '0'), 'hex'), index * builder.digestStride)
    builder.digestFlags[index] = 1
  }
  return builder.finish()
}

export function manifestOf(entries: readonly SampleEntry[]): LoadedManifest {
  return {
    summary: {
      format: 'assay-manifest',
      runId: 'run_20261120_212501',
      timestampUtc: '2026-11-20T21:25:01Z',
      directory: '/data/in',
      algorithms: ['sha256'],
      filters: { include: [], exclude: [], own: [] },
      status: 'completed',
      fileCount: entries.length,
      totalSizeBytes: 0,
      errorCount: 0,
      skippedCount: 0,
      entryCount: entries.length,
      seal: { state: 'not-checked' },
      warnings: [],
    },
    columns: columnsOf(entries),
    rejected: [],
  }
}

export function queryOf(changes: Partial<TableQuery> = {}): TableQuery {
  const plain: TableQuery = {
    layout: 'tree',
    search: '',
    chips: [],
    folder: '',
    sort: { column: 'path', isDescending: false },
  }
  return { ...plain, ...changes }
}
