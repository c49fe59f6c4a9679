import { isUtf8 } from 'node:buffer'
import { digestLengthBytes, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { kindFile, unknownMode, unknownTimeNs } from '../table/entry-columns.ts'
import { viewBytes } from '../table/entry-reader.ts'
import { readHex } from './formats/hex-bytes.ts'
import {
  findQuote,
  findSizeEnd,
  isLastPart,
  modeDigits,
  notFound,
  readMode,
  readNumber,
  skipLiteral,
  toLiteral,
  type Literal,
} from './json-bytes.ts'
import { TimeReader, timeLength } from './native-time.ts'
import { classifyPath, pathBeyondAscii, pathDoubtful } from './path-rules.ts'

const quote = 0x22

const nameKey = toLiteral('{"name":"')
const pathKey = toLiteral('","relative_path":"')
const sizeKey = toLiteral('","size_bytes":')
const timeKey = toLiteral(',"modified_utc":"')
const modeKey = toLiteral(',"mode":"')

/**
 * Reads the entry lines that nearly all of a native manifest consists of, hashed files without oddities, from bytes into
 * columns: no string, no object, no JSON parser. Whatever is the least unusual is left to the exact reader.
 */
export class NativeLineScanner {
  private readonly digestKeys: readonly Literal[]
  private readonly digestLengths: readonly number[]
  private readonly allFlags: number
  private bytes: Uint8Array = new Uint8Array()
  private view = viewBytes(this.bytes)
  private readonly time = new TimeReader()
  private mode = unknownMode

  /** `algorithms` as in the manifest's head, in the order of the keys in its lines. */
  constructor(algorithms: readonly DigestAlgorithm[]) {
    this.digestKeys = algorithms.map((algorithm) => toLiteral(`,"checksum_${algorithm}":"`))
    this.digestLengths = algorithms.map((algorithm) => digestLengthBytes[algorithm])
    this.allFlags = (1 << algorithms.length) - 1
  }

  /**
   * Appends the entry that starts at `start` and returns where its line goes on after the closing brace; -1, and nothing
   * appended, when it is none for this reader. Never looks beyond the line's newline, which must be there.
   */
  scan(bytes: Uint8Array, start: number, builder: EntryColumnsBuilder): number {
    if (bytes !== this.bytes) {
      this.bytes = bytes
      this.view = viewBytes(bytes)
    }
    const { view } = this
    const nameStart = skipLiteral(view, start, nameKey)
    const nameEnd = nameStart < 0 ? notFound : findQuote(bytes, nameStart)
    const pathStart = nameEnd < 0 ? notFound : skipLiteral(view, nameEnd, pathKey)
    const pathEnd = pathStart < 0 ? notFound : findQuote(bytes, pathStart)
    if (pathEnd < 0 || !isLastPart(bytes, nameStart, nameEnd, pathStart, pathEnd)) return notFound
    const pathClass = classifyPath(bytes, pathStart, pathEnd)
    if (pathClass === pathDoubtful) return notFound
    if (pathClass === pathBeyondAscii && !isUtf8(bytes.subarray(pathStart, pathEnd))) return notFound
    const sizeStart = skipLiteral(view, pathEnd, sizeKey)
    const sizeEnd = sizeStart < 0 ? notFound : findSizeEnd(bytes, sizeStart)
    if (sizeEnd < 0) return notFound
    builder.makeRoom(pathEnd - pathStart)
    const end = this.scanRest(bytes, sizeEnd, builder)
    if (end < 0) return notFound
    const index = builder.append(kindFile, bytes, pathStart, pathEnd)
    builder.sizes[index] = readNumber(bytes, sizeStart, sizeEnd)
    builder.modifiedNs[index] = this.time.ns[0]!
    builder.modes[index] = this.mode
    builder.digestFlags[index] = this.allFlags
    return end
  }

  private scanRest(bytes: Uint8Array, start: number, builder: EntryColumnsBuilder): number {
    let at = this.scanDigests(bytes, start, builder)
    if (at >= 0) at = this.scanTime(bytes, at)
    if (at >= 0) at = this.scanMode(bytes, at)
    return at >= 0 && bytes[at] === 0x7d ? at + 1 : notFound
  }

  /** Reads digests to where the row that is appended next has them; should it not be, they are written over. */
  private scanDigests(bytes: Uint8Array, start: number, { digests, digestStride, count }: EntryColumnsBuilder): number {
    let at = start
    let to = count * digestStride
    for (let i = 0; i < this.digestKeys.length; i += 1) {
      at = skipLiteral(this.view, at, this.digestKeys[i]!)
      const lengthBytes = this.digestLengths[i]!
      if (at < 0 || !readHex(this.view, at, lengthBytes, digests, to)) return notFound
      at += 2 * lengthBytes
      to += lengthBytes
      if (bytes[at] !== quote) return notFound
      at += 1
    }
    return at
  }

  private scanTime(bytes: Uint8Array, start: number): number {
    this.time.ns[0] = unknownTimeNs
    const at = skipLiteral(this.view, start, timeKey)
    if (at < 0) return start
    return this.time.read(bytes, at) && bytes[at + timeLength] === quote ? at + timeLength + 1 : notFound
  }

  private scanMode(bytes: Uint8Array, start: number): number {
    this.mode = unknownMode
    const at = skipLiteral(this.view, start, modeKey)
    if (at < 0) return start
    const mode = readMode(bytes, at)
    if (mode < 0) return notFound
    this.mode = mode
    return bytes[at + modeDigits] === quote ? at + modeDigits + 1 : notFound
  }
}
