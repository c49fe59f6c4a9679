import { isUtf8 } from 'node:buffer'
import { digestAlgorithms, digestLengthBytes } from '../../shared/model/digest.ts'
import type { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { digestOffsets, kindFile, unknownMode, unknownTimeNs } from '../table/entry-columns.ts'
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
import { TimeReader } from './native-time.ts'
import { classifyPath, pathBeyondAscii, pathDoubtful } from './path-rules.ts'

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const openingBrace = 0x7b
const closingBrace = 0x7d
const newline = 0x0a

const nameField = 0
const pathField = 1
const sizeField = 2
const timeField = 3
const modeField = 4
/** From here on digests, in the order of `digestAlgorithms`. */
const digestField = 5

const keys = ['name', 'relative_path', 'size_bytes', 'modified_utc', 'mode']
const literals: readonly Literal[] = [...keys, ...digestAlgorithms.map((algorithm) => `checksum_${algorithm}`)].map(
  (key) => toLiteral(`"${key}"`),
)

/**
 * Reads entries of files without oddities from JSON of any layout into columns: keys in any order, no string made, no
 * object. Whatever is the least unusual, an escape, an unknown key, a key twice, is left to the exact reader.
 */
export class EntryObjectScanner {
  /** Newlines in the entry last read. */
  newlineCount = 0
  private bytes: Uint8Array = new Uint8Array()
  private view = viewBytes(this.bytes)
  private readonly time = new TimeReader()
  private builder: EntryColumnsBuilder | undefined
  private offsets: readonly number[] = []
  /** Of each algorithm, its place among the builder's; -1 where no entry had it yet. */
  private columns: readonly number[] = []
  private readonly lengths = digestAlgorithms.map((algorithm) => digestLengthBytes[algorithm])
  /** Which key came at which place in the entry before: mostly they come in the same order again. */
  private readonly order: number[] = []
  private nameStart = 0
  private nameEnd = 0
  private pathStart = 0
  private pathEnd = 0
  private sizeBytes = 0
  private mode = unknownMode
  private flags = 0

  /** Appends the object at `start` and returns where it ended; -1, and nothing appended, when it is none for this reader. */
  scan(bytes: Uint8Array, start: number, builder: EntryColumnsBuilder): number {
    if (bytes[start] !== openingBrace) return notFound
    this.open(bytes, builder)
    const end = this.scanFields(bytes, start + 1)
    if (end < 0 || !this.isHarmless(bytes)) return notFound
    const index = builder.append(kindFile, bytes, this.pathStart, this.pathEnd)
    builder.sizes[index] = this.sizeBytes
    builder.modifiedNs[index] = this.time.ns[0]!
    builder.modes[index] = this.mode
    builder.digestFlags[index] = this.flags
    return end
  }

  private open(bytes: Uint8Array, builder: EntryColumnsBuilder): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes
      this.view = viewBytes(bytes)
    }
    if (builder !== this.builder) {
      this.builder = builder
      this.offsets = digestOffsets(builder.algorithms)
      this.columns = digestAlgorithms.map((algorithm) => builder.algorithms.indexOf(algorithm))
    }
    builder.makeRoom(0)
    this.newlineCount = 0
    this.nameEnd = this.pathEnd = this.sizeBytes = notFound
    this.time.ns[0] = unknownTimeNs
    this.mode = unknownMode
    this.flags = 0
  }

  private scanFields(bytes: Uint8Array, start: number): number {
    let seen = 0
    let at = this.skipSpace(bytes, start)
    for (let place = 0; ; place += 1) {
      const field = this.findField(at, place)
      if (field < 0 || (seen & (1 << field)) !== 0) return notFound
      seen |= 1 << field
      at = this.skipSpace(bytes, at + literals[field]!.length)
      if (bytes[at] !== colon) return notFound
      at = this.scanValue(bytes, this.skipSpace(bytes, at + 1), field)
      if (at < 0) return notFound
      at = this.skipSpace(bytes, at)
      if (bytes[at] === closingBrace) return at + 1
      if (bytes[at] !== comma) return notFound
      at = this.skipSpace(bytes, at + 1)
    }
  }

  private skipSpace(bytes: Uint8Array, from: number): number {
    let at = from
    for (;;) {
      const byte = bytes[at]
      if (byte === newline) this.newlineCount += 1
      else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return at
      at += 1
    }
  }

  /** Which key stands at `at`; -1 when none that is known. */
  private findField(at: number, place: number): number {
    const expected = this.order[place] ?? nameField
    if (skipLiteral(this.view, at, literals[expected]!) >= 0) return expected
    const found = literals.findIndex((literal) => skipLiteral(this.view, at, literal) >= 0)
    if (found >= 0) this.order[place] = found
    return found
  }

  /** Where the value ended; -1 when it is none for this reader. */
  private scanValue(bytes: Uint8Array, at: number, field: number): number {
    if (field === sizeField) {
      const end = findSizeEnd(bytes, at)
      if (end >= 0) this.sizeBytes = readNumber(bytes, at, end)
      return end
    }
    if (bytes[at] !== quote) return notFound
    const end = this.scanText(bytes, at + 1, field)
    return end >= 0 && bytes[end] === quote ? end + 1 : notFound
  }

  private scanText(bytes: Uint8Array, start: number, field: number): number {
    if (field === nameField) {
      this.nameStart = start
      this.nameEnd = findQuote(bytes, start)
      return this.nameEnd
    }
    if (field === pathField) {
      this.pathStart = start
      this.pathEnd = findQuote(bytes, start)
      return this.pathEnd
    }
    if (field === timeField) return this.time.readLoosely(bytes, start)
    if (field !== modeField) return this.scanDigest(start, field - digestField)
    this.mode = readMode(bytes, start)
    return this.mode < 0 ? notFound : start + modeDigits
  }

  /** Reads a digest to where the row that is appended next has it; should it not be, it is written over. */
  private scanDigest(start: number, algorithm: number): number {
    const { builder, view } = this
    const column = this.columns[algorithm]!
    if (builder === undefined || column < 0) return notFound
    const lengthBytes = this.lengths[algorithm]!
    const to = builder.count * builder.digestStride + this.offsets[column]!
    if (!readHex(view, start, lengthBytes, builder.digests, to)) return notFound
    this.flags |= 1 << column
    return start + 2 * lengthBytes
  }

  /** Whether the entry has what a file needs, and nothing in its path or name is worth a second look. */
  private isHarmless(bytes: Uint8Array): boolean {
    const { nameStart, nameEnd, pathStart, pathEnd } = this
    if (pathEnd < 0 || this.sizeBytes < 0) return false
    if (nameEnd >= 0 && !isLastPart(bytes, nameStart, nameEnd, pathStart, pathEnd)) return false
    const pathClass = classifyPath(bytes, pathStart, pathEnd)
    if (pathClass === pathDoubtful) return false
    return pathClass !== pathBeyondAscii || isUtf8(bytes.subarray(pathStart, pathEnd))
  }
}
