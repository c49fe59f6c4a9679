import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import type { EntryColumns } from '../table/entry-columns.ts'

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array | BigInt64Array

const wordBytes = 4
/** Up to here a loop is faster than the call that copies. */
const shortPathBytes = 96

/** A list of checksums says the same of every row in most columns, which is soon found out. */
function isUniform(column: Column): boolean {
  const first = column[0]
  for (let i = 1; i < column.length; i += 1) if (column[i] !== first) return false
  return true
}

/** Column by column, so that what is read at random is little enough for the processor to keep at hand. */
function gather<T extends Column>(from: T, rows: Uint32Array, to: T): T {
  if (isUniform(from)) {
    if (to.length > 0) to.fill(from[0] as never)
    return to
  }
  for (let i = 0; i < rows.length; i += 1) to[i] = from[rows[i]!]!
  return to
}

function gatherDigests({ digests, digestStride }: EntryColumns, rows: Uint32Array): Uint8Array {
  const gathered = new Uint8Array(rows.length * digestStride)
  if (digestStride % wordBytes !== 0 || digests.byteOffset % wordBytes !== 0) {
    for (let i = 0; i < rows.length; i += 1) {
      const start = rows[i]! * digestStride
      gathered.set(digests.subarray(start, start + digestStride), i * digestStride)
    }
    return gathered
  }
  const words = digestStride / wordBytes
  const from = new Uint32Array(digests.buffer, digests.byteOffset, digests.length / wordBytes)
  const to = new Uint32Array(gathered.buffer)
  let at = 0
  for (const row of rows) {
    const start = row * words
    for (let word = start; word < start + words; word += 1) {
      to[at] = from[word]!
      at += 1
    }
  }
  return gathered
}

function gatherPaths(
  { pathBytes, pathOffsets }: EntryColumns,
  rows: Uint32Array,
): Pick<EntryColumns, 'pathBytes' | 'pathOffsets'> {
  const offsets = new Uint32Array(rows.length + 1)
  let length = 0
  for (let i = 0; i < rows.length; i += 1) {
    length += pathOffsets[rows[i]! + 1]! - pathOffsets[rows[i]!]!
    offsets[i + 1] = length
  }
  const gathered = new Uint8Array(length)
  for (let i = 0; i < rows.length; i += 1) {
    const start = pathOffsets[rows[i]!]!
    let to = offsets[i]!
    const end = offsets[i + 1]!
    if (end - to > shortPathBytes) gathered.set(pathBytes.subarray(start, start + end - to), to)
    else for (let from = start; to < end; from += 1, to += 1) gathered[to] = pathBytes[from]!
  }
  return { pathBytes: gathered, pathOffsets: offsets }
}

function gatherMapped<T>(from: ReadonlyMap<number, T>, rows: Uint32Array): Map<number, T> {
  const gathered = new Map<number, T>()
  if (from.size === 0) return gathered
  for (let i = 0; i < rows.length; i += 1) {
    const value = from.get(rows[i]!)
    if (value !== undefined) gathered.set(i, value)
  }
  return gathered
}

/** Columns of the given rows in the given order. */
export function selectRows(columns: EntryColumns, rows: Uint32Array): EntryColumns {
  const count = rows.length
  return {
    count,
    ...gatherPaths(columns, rows),
    kinds: gather(columns.kinds, rows, new Uint8Array(count)),
    sizes: gather(columns.sizes, rows, new Float64Array(count)),
    modifiedNs: gather(columns.modifiedNs, rows, new BigInt64Array(count)),
    modes: gather(columns.modes, rows, new Uint16Array(count)),
    algorithms: columns.algorithms,
    digestStride: columns.digestStride,
    digests: gatherDigests(columns, rows),
    digestFlags: gather(columns.digestFlags, rows, new Uint8Array(count)),
    errors: gatherMapped(columns.errors, rows),
    targets: gatherMapped(columns.targets, rows),
    specials: gatherMapped(columns.specials, rows),
    extras: gatherMapped(columns.extras, rows),
  }
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
