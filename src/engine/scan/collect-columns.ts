import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryError, SpecialKind } from '../../shared/model/entry.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import { digestStrideOf, type EntryColumns } from '../table/entry-columns.ts'
import { listSpecials } from './view-batch.ts'

type Column = Uint8Array | Uint16Array | Float64Array | BigInt64Array

function joinColumns<T extends Column>(empty: T, parts: readonly T[]): T {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const joined = new (empty.constructor as new (length: number) => T)(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part as never, offset)
    offset += part.length
  }
  return joined
}

/** Gathers the batches of a scan into the columns of one table. */
export class ColumnsCollector {
  private readonly algorithms: readonly DigestAlgorithm[]
  private readonly results: BatchResult[] = []
  private readonly errors = new Map<number, EntryError>()
  private readonly targets = new Map<number, string>()
  private readonly specials = new Map<number, SpecialKind>()
  count = 0

  constructor(algorithms: readonly DigestAlgorithm[]) {
    this.algorithms = algorithms
  }

  add(result: BatchResult, batch: EntryBatch): void {
    for (const [i, error] of result.errors) this.errors.set(this.count + i, error)
    for (const [i, target] of result.targets) this.targets.set(this.count + i, target.text)
    for (const [i, kind] of listSpecials(result, batch)) this.specials.set(this.count + i, kind)
    this.count += result.count
    // Lines are on their way to a file, and would double what is held.
    this.results.push({ ...result, lines: new Uint8Array(0) })
  }

  finish(): EntryColumns {
    const { results } = this
    return {
      count: this.count,
      pathBytes: joinColumns(
        new Uint8Array(),
        results.map((result) => result.pathBytes),
      ),
      pathOffsets: this.joinOffsets(),
      kinds: joinColumns(
        new Uint8Array(),
        results.map((result) => result.kinds),
      ),
      sizes: joinColumns(
        new Float64Array(),
        results.map((result) => result.sizes),
      ),
      modifiedNs: joinColumns(
        new BigInt64Array(),
        results.map((result) => result.modifiedNs),
      ),
      modes: joinColumns(
        new Uint16Array(),
        results.map((result) => result.modes),
      ),
      algorithms: this.algorithms,
      digestStride: digestStrideOf(this.algorithms),
      digests: joinColumns(
        new Uint8Array(),
        results.map((result) => result.digests),
      ),
      digestFlags: joinColumns(
        new Uint8Array(),
        results.map((result) => result.digestFlags),
      ),
      errors: this.errors,
      targets: this.targets,
      specials: this.specials,
      extras: new Map(),
    }
  }

  private joinOffsets(): Uint32Array {
    const offsets = new Uint32Array(this.count + 1)
    let row = 0
    let base = 0
    for (const result of this.results) {
      for (let i = 1; i <= result.count; i += 1) offsets[row + i] = base + (result.pathOffsets[i] ?? 0)
      row += result.count
      base += result.pathBytes.length
    }
    return offsets
  }
}
