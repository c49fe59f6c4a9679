import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import type { EntryColumns } from '../table/entry-columns.ts'

type Column = Uint8Array | Uint16Array | Float64Array

/** Where a row is, and what it holds: the columns that take nearly all of the room. */
export type RowContents = Pick<EntryColumns, 'pathBytes' | 'pathOffsets' | 'algorithms' | 'digestStride' | 'digests'>
/** All other columns. */
type RowFacts = Omit<EntryColumns, keyof RowContents | 'bareFolders'>

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
    if (to.length > 0) to.fill(from[0]!)
    return to
  }
  for (let i = 0; i < rows.length; i += 1) to[i] = from[rows[i]!]!
  return to
}

/** In two words each: a BigInt for every time would cost more than all the rest. */
function gatherTimes(from: BigInt64Array, rows: Uint32Array): BigInt64Array {
  const to = new BigInt64Array(rows.length)
  const words = new Uint32Array(from.buffer, from.byteOffset, 2 * from.length)
  if (isUniformPair(words)) return from.length === 0 ? to : to.fill(from[0]!)
  const gathered = new Uint32Array(to.buffer)
  for (let i = 0; i < rows.length; i += 1) {
    const start = 2 * rows[i]!
    gathered[2 * i] = words[start]!
    gathered[2 * i + 1] = words[start + 1]!
  }
  return to
}

function isUniformPair(words: Uint32Array): boolean {
  for (let i = 2; i < words.length; i += 1) if (words[i] !== words[i - 2]) return false
  return true
}

/** The digests as words, where they are such; undefined where they are to be copied by bytes. */
export function digestWords({ digests, digestStride }: RowContents): Uint32Array | undefined {
  if (digestStride % wordBytes !== 0 || digests.byteOffset % wordBytes !== 0) return undefined
  return new Uint32Array(digests.buffer, digests.byteOffset, digests.length / wordBytes)
}

function gatherDigests(contents: RowContents, rows: Uint32Array): Uint8Array {
  const { digests, digestStride } = contents
  const gathered = new Uint8Array(rows.length * digestStride)
  const from = digestWords(contents)
  if (from === undefined) {
    for (let i = 0; i < rows.length; i += 1) {
      const start = rows[i]! * digestStride
      gathered.set(digests.subarray(start, start + digestStride), i * digestStride)
    }
    return gathered
  }
  const words = digestStride / wordBytes
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
  { pathBytes, pathOffsets }: RowContents,
  rows: Uint32Array,
): Pick<RowContents, 'pathBytes' | 'pathOffsets'> {
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
  return { ...selectFacts(columns, rows), ...selectContents(columns, rows) }
}

/** Paths and digests of the given rows in the given order. */
export function selectContents(contents: RowContents, rows: Uint32Array): RowContents {
  const { algorithms, digestStride } = contents
  return { ...gatherPaths(contents, rows), algorithms, digestStride, digests: gatherDigests(contents, rows) }
}

/** All but paths and digests of the given rows in the given order. */
export function selectFacts(columns: EntryColumns, rows: Uint32Array): RowFacts {
  const count = rows.length
  return {
    count,
    kinds: gather(columns.kinds, rows, new Uint8Array(count)),
    sizes: gather(columns.sizes, rows, new Float64Array(count)),
    modifiedNs: gatherTimes(columns.modifiedNs, rows),
    modes: gather(columns.modes, rows, new Uint16Array(count)),
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
