import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import type { EntryColumns } from '../table/entry-columns.ts'

function copyMapped<T>(from: ReadonlyMap<number, T>, to: Map<number, T>, row: number, index: number): void {
  const value = from.get(row)
  if (value !== undefined) to.set(index, value)
}

/** Columns of the given rows in the given order. */
export function selectRows(columns: EntryColumns, rows: Uint32Array): EntryColumns {
  const builder = new EntryColumnsBuilder(columns.algorithms, rows.length)
  const stride = columns.digestStride
  for (const row of rows) {
    const kind = columns.kinds[row] ?? 0
    const index = builder.append(kind, columns.pathBytes, columns.pathOffsets[row], columns.pathOffsets[row + 1])
    builder.sizes[index] = columns.sizes[row] ?? 0
    builder.modifiedNs[index] = columns.modifiedNs[row] ?? 0n
    builder.modes[index] = columns.modes[row] ?? 0
    builder.digestFlags[index] = columns.digestFlags[row] ?? 0
    builder.digests.set(columns.digests.subarray(row * stride, (row + 1) * stride), index * stride)
    copyMapped(columns.errors, builder.errors, row, index)
    copyMapped(columns.targets, builder.targets, row, index)
    copyMapped(columns.specials, builder.specials, row, index)
    copyMapped(columns.extras, builder.extras, row, index)
  }
  return builder.finish()
}

/** The same rows with room for the digests of one more algorithm, which comes last. */
export function widenDigests(builder: EntryColumnsBuilder, algorithm: DigestAlgorithm): EntryColumnsBuilder {
  const wider = new EntryColumnsBuilder([...builder.algorithms, algorithm], builder.kinds.length)
  const stride = builder.digestStride
  for (let row = 0; row < builder.count; row += 1) {
    wider.digests.set(builder.digests.subarray(row * stride, (row + 1) * stride), row * wider.digestStride)
  }
  wider.count = builder.count
  wider.pathLength = builder.pathLength
  wider.pathBytes = builder.pathBytes
  wider.pathOffsets = builder.pathOffsets
  wider.kinds = builder.kinds
  wider.sizes = builder.sizes
  wider.modifiedNs = builder.modifiedNs
  wider.modes = builder.modes
  wider.digestFlags = builder.digestFlags
  for (const [row, error] of builder.errors) wider.errors.set(row, error)
  for (const [row, target] of builder.targets) wider.targets.set(row, target)
  for (const [row, special] of builder.specials) wider.specials.set(row, special)
  for (const [row, extra] of builder.extras) wider.extras.set(row, extra)
  return wider
}
