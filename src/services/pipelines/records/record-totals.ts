import type { RecordTotals } from '../../../shared/ipc/pipeline-schemas.ts'
import { fileStates, nameCounts } from './file-states.ts'
import { hiddenBy } from './record-filter.ts'
import type { RecordSet } from './record-set.ts'

const maxListed = 200

/** Counts what a query shows, and what each of its filters would show were it alone let go. */
export function countTotals(set: RecordSet, hidden: Uint8Array): RecordTotals {
  const totals = { rows: 0, sizeBytes: 0, copies: 0 }
  const states = new Uint32Array(fileStates.length)
  const versions = new Map<string, number>()
  const sources = new Map<string, number>()
  set.manifests.forEach((columns, manifest) => {
    const start = set.starts[manifest]!
    for (let at = 0; at < columns.records.length; at += 1) {
      const bits = hidden[start + at]!
      if ((bits & ~hiddenBy.state) === 0) states[columns.states[at]!]! += 1
      if ((bits & ~hiddenBy.version) === 0) increase(versions, columns.versions[at]!)
      const source = columns.sources[at]!
      if (source !== null && (bits & ~hiddenBy.source) === 0) increase(sources, source)
      if ((bits & ~hiddenBy.copies) === 0 && set.copyCount(columns.checksums[at]!) > 1) totals.copies += 1
      if (bits !== 0) continue
      totals.rows += 1
      const sizeBytes = columns.sizes[at]!
      if (!Number.isNaN(sizeBytes)) totals.sizeBytes += sizeBytes
    }
  })
  return {
    rowCount: totals.rows,
    totalCount: set.count,
    matchedSizeBytes: totals.sizeBytes,
    stateCounts: nameCounts(states),
    duplicateCount: totals.copies,
    versions: mostFrequent(versions).map(([version, recordCount]) => ({ version, recordCount })),
    sources: mostFrequent(sources).map(([source, recordCount]) => ({ source, recordCount })),
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function mostFrequent(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)).slice(0, maxListed)
}
