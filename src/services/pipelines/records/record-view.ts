import type { RecordLink, RecordQuery, RecordRow, RecordTotals } from '../../../shared/ipc/pipeline-schemas.ts'
import { stateOf } from './file-states.ts'
import { datasetOf } from './manifest-columns.ts'
import { findHidden } from './record-filter.ts'
import type { RecordSet } from './record-set.ts'
import { countTotals } from './record-totals.ts'

/** A view onto the records of a folder as they were when it was opened; the states of their files are those of now. */
export class RecordView {
  readonly set: RecordSet
  private shown: Uint32Array

  constructor(set: RecordSet) {
    this.set = set
    this.shown = set.orderBy('time').toReversed()
  }

  query(query: RecordQuery): RecordTotals {
    const hidden = findHidden(this.set, query)
    const { column, isDescending } = query.sort
    const shown = this.set.orderBy(column).filter((record) => hidden[record] === 0)
    this.shown = isDescending ? shown.toReversed() : shown
    return countTotals(this.set, hidden)
  }

  /** How many rows are shown. */
  get rowCount(): number {
    return this.shown.length
  }

  window(offset: number, limit: number): RecordRow[] {
    return Array.from(this.shown.subarray(offset, offset + limit), (record) => toRow(this.set, record)!)
  }

  /** Where a record is shown; null when the query hides it. */
  locate(record: number): number | null {
    const offset = this.shown.indexOf(record)
    return offset < 0 ? null : offset
  }

  /** The shown records, or those of these numbers that there are. */
  rows(records: readonly number[] | null, limit: number): { rows: RecordRow[]; matchedCount: number } {
    const chosen = records ?? this.shown
    const rows = Array.from(chosen.slice(0, limit), (record) => toRow(this.set, record) ?? [])
    return { rows: rows.flat(), matchedCount: chosen.length }
  }
}

/** A record as a row; undefined for a number that no record has. */
export function toRow(set: RecordSet, record: number): RecordRow | undefined {
  const place = set.place(record)
  if (place === undefined) return undefined
  const { columns, at } = place
  return {
    ...toLink(set, record),
    source: columns.sources[at]!,
    dataset: datasetOf(columns.records[at]!),
    state: stateOf(columns.states[at]),
    copyCount: set.copyCount(columns.checksums[at]!),
  }
}

/** A record as a step in the life of another. */
export function toLink(set: RecordSet, record: number): RecordLink {
  const place = set.place(record)
  if (place === undefined) throw new Error(`there is no record ${record}`)
  const { columns, at } = place
  const sizeBytes = columns.sizes[at]!
  return {
    record,
    manifestKey: columns.manifestKey,
    process: columns.process,
    path: columns.paths[at]!,
    checksum: columns.records[at]!.checksum,
    sizeBytes: Number.isNaN(sizeBytes) ? null : sizeBytes,
    version: columns.versions[at]!,
    timeMs: columns.timesMs[at]!,
  }
}
