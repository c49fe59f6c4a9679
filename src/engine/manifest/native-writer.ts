import { quoteJson } from './entry-line.ts'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { ManifestStatus } from '../../shared/model/manifest.ts'

/** What a native manifest says before its entries. */
export interface NativeHead {
  readonly runId: string
  readonly timestampUtc: string
  readonly directory: string
  readonly toolVersion: string
  readonly algorithms: readonly DigestAlgorithm[]
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Junk globs in force; empty when junk is kept. */
  readonly junk: readonly string[]
  /** Paths relative to the root, left out because they are Assay's own. */
  readonly own: readonly string[]
}

/** What it says after them. */
export interface NativeTail {
  readonly status: ManifestStatus
  readonly fileCount: number
  readonly totalSizeBytes: number
  readonly errorCount: number
  readonly skippedCount: number
  readonly finishedUtc: string
  readonly durationMs: number
  readonly sealRoot: string
  readonly entryCount: number
}

/** The manifest's text up to its first entry (docs/formats.md, native manifest). */
export function formatNativeHead(head: NativeHead): string {
  const { include, exclude, junk, own } = head
  const lists = { include, exclude, ...(junk.length > 0 ? { junk } : {}), ...(own.length > 0 ? { own } : {}) }
  const times = `"run_id":${quoteJson(head.runId)},"timestamp_utc":${quoteJson(head.timestampUtc)}`
  const tool = JSON.stringify({ name: 'assay', version: head.toolVersion })
  return [
    '{"format":"assay-manifest","version":1,',
    `${times},"directory":${quoteJson(head.directory)},`,
    `"tool":${tool},"algorithms":${JSON.stringify(head.algorithms)},"filters":${JSON.stringify(lists)},`,
    '"files":[',
    '',
  ].join('\n')
}

/** The manifest's text after its last entry. */
export function formatNativeTail(tail: NativeTail): string {
  const counts = {
    status: tail.status,
    file_count: tail.fileCount,
    total_size_bytes: tail.totalSizeBytes,
    error_count: tail.errorCount,
    skipped_count: tail.skippedCount,
  }
  const times = { finished_utc: tail.finishedUtc, duration_ms: tail.durationMs }
  const seal = { seal: { kind: 'merkle-sha256', root: tail.sealRoot, entries: tail.entryCount } }
  const inner = [counts, times, seal].map((part) => JSON.stringify(part).slice(1, -1))
  return `${tail.entryCount > 0 ? '\n' : ''}],\n${inner.join(',\n')}}\n`
}
