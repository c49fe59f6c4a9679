import type { EntryColumns } from './entry-columns.ts'
import { viewAsBuffer } from './entry-reader.ts'
import { foldCase } from './case-folding.ts'

const upperA = 0x41
const upperZ = 0x5a
const caseBit = 0x20
const firstNonAscii = 0x80

/** The paths of a manifest folded for searching, one after another; folding may change a path's length. */
export interface FoldedPaths {
  readonly count: number
  readonly bytes: Buffer
  /** Where each path starts; `count + 1` values. Doubles, because folding may take the bytes beyond 4 GiB. */
  readonly offsets: Float64Array
}

/** Folds all paths. ASCII is folded in place, byte by byte; only other paths are decoded. */
export function foldPaths(columns: EntryColumns): FoldedPaths {
  const { count, pathBytes, pathOffsets } = columns
  const offsets = new Float64Array(count + 1)
  let folded: Buffer = Buffer.allocUnsafeSlow(pathBytes.length)
  let length = 0
  for (let index = 0; index < count; index++) {
    const start = pathOffsets[index]!
    const end = pathOffsets[index + 1]!
    if (folded.length < length + end - start) folded = enlarge(folded, length + end - start)
    if (foldAscii(pathBytes, start, end, folded, length)) {
      length += end - start
    } else {
      const text = foldCase(viewAsBuffer(pathBytes, start, end).toString('utf8'))
      const lengthBytes = Buffer.byteLength(text)
      if (folded.length < length + lengthBytes) folded = enlarge(folded, length + lengthBytes)
      length += folded.write(text, length, 'utf8')
    }
    offsets[index + 1] = length
  }
  return { count, bytes: folded.subarray(0, length), offsets }
}

function enlarge(bytes: Buffer, neededBytes: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.ceil(neededBytes * 1.25))
  bytes.copy(larger)
  return larger
}

/** Copies `from[start, end)` in lower case; false as soon as a byte is not ASCII. */
function foldAscii(from: Uint8Array, start: number, end: number, to: Buffer, toStart: number): boolean {
  for (let at = start, target = toStart; at < end; at++, target++) {
    const byte = from[at]!
    if (byte >= firstNonAscii) return false
    to[target] = byte >= upperA && byte <= upperZ ? byte | caseBit : byte
  }
  return true
}
