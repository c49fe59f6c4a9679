import {
  indexPipeline,
  indexPipelineInTurns,
  type LoadedProcessManifest,
  type PipelineIndex,
} from '../../../engine/index.ts'
import type { RecordQuery } from '../../../shared/ipc/pipeline-schemas.ts'
import { orderNumbers, orderTexts } from './record-order.ts'
import type { ManifestColumns } from './manifest-columns.ts'

type SortColumn = RecordQuery['sort']['column']

/** The records of all manifests of a folder at one time, by numbers: those of the first manifest, then of the next. */
export class RecordSet {
  readonly manifests: readonly ManifestColumns[]
  readonly count: number
  /** The number of each manifest's first record. */
  readonly starts: readonly number[]
  private readonly manifestOf: Uint16Array
  private readonly copies: Map<string, number>
  private readonly loaded: readonly LoadedProcessManifest[]
  private madeIndex: PipelineIndex | undefined
  private readonly orders = new Map<SortColumn, Uint32Array>()

  /** Both are of the same manifests, in the same order. */
  constructor(manifests: readonly ManifestColumns[], loaded: readonly LoadedProcessManifest[]) {
    this.manifests = manifests
    this.loaded = loaded
    const starts: number[] = []
    let count = 0
    for (const { records } of manifests) {
      starts.push(count)
      count += records.length
    }
    this.count = count
    this.starts = starts
    this.manifestOf = new Uint16Array(count)
    starts.forEach((start, at) => this.manifestOf.fill(at, start))
    this.copies = countCopies(manifests)
  }

  /** Numbers the records in the same way; made when first needed, which the first rows do not wait for. */
  get index(): PipelineIndex {
    return (this.madeIndex ??= indexPipeline(this.loaded))
  }

  /** Makes the index ahead of its need, letting other work in. Rejects with `cancelled`. */
  async prepareIndex(signal: AbortSignal): Promise<void> {
    this.madeIndex ??= await indexPipelineInTurns(this.loaded, signal)
  }

  /** Where a record is: its manifest, and its place there. Undefined for a number that no record has. */
  place(record: number): { readonly columns: ManifestColumns; readonly at: number } | undefined {
    const manifest = this.manifestOf[record]
    if (manifest === undefined) return undefined
    return { columns: this.manifests[manifest]!, at: record - this.starts[manifest]! }
  }

  /** Manifests that record this content, given in lower case. */
  copyCount(checksum: string): number {
    return this.copies.get(checksum) ?? 1
  }

  /** Contents that more than one manifest records. */
  get duplicateCount(): number {
    return this.copies.size
  }

  /** All records in ascending order of a column; equal ones by time, then as they are numbered. */
  orderBy(column: SortColumn): Uint32Array {
    if (column === 'state') return this.orderStates()
    const known = this.orders.get(column)
    if (known !== undefined) return known
    const order = this.makeOrder(column)
    this.orders.set(column, order)
    return order
  }

  private makeOrder(column: Exclude<SortColumn, 'state'>): Uint32Array {
    if (column === 'time') return orderNumbers(this.join(({ timesMs }) => timesMs))
    const byTime = this.orderBy('time')
    if (column === 'size')
      return orderNumbers(
        this.join(({ sizes }) => sizes),
        byTime,
      )
    if (column === 'path')
      return orderTexts(
        this.joinTexts(({ paths }) => paths),
        byTime,
      )
    if (column === 'version')
      return orderTexts(
        this.joinTexts(({ versions }) => versions),
        byTime,
      )
    if (column === 'source')
      return orderTexts(
        this.joinTexts(({ sources }) => sources),
        byTime,
      )
    return orderTexts(
      this.joinTexts(({ process, records }) => records.map(() => process)),
      byTime,
    )
  }

  /** Made anew each time: states change. */
  private orderStates(): Uint32Array {
    const states = Float64Array.from(this.manifests.flatMap((columns) => [...columns.states]))
    return orderNumbers(states, this.orderBy('time'))
  }

  private join(pick: (columns: ManifestColumns) => Float64Array): Float64Array {
    const joined = new Float64Array(this.count)
    this.manifests.forEach((columns, at) => joined.set(pick(columns), this.starts[at]))
    return joined
  }

  private joinTexts(pick: (columns: ManifestColumns) => readonly (string | null)[]): string[] {
    return this.manifests.flatMap((columns) => pick(columns).map((text) => text ?? ''))
  }
}

/** Contents that stand in more than one manifest, with the number of these. */
function countCopies(manifests: readonly ManifestColumns[]): Map<string, number> {
  const counts = new Map<string, number>()
  if (manifests.length < 2) return counts
  for (const { checksums } of manifests) {
    for (const checksum of new Set(checksums)) counts.set(checksum, (counts.get(checksum) ?? 0) + 1)
  }
  for (const [checksum, count] of counts) if (count < 2) counts.delete(checksum)
  return counts
}
