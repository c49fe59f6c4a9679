import { digestLengthBytes, type DigestAlgorithm } from '../../../shared/model/digest.ts'
import { EntryColumnsBuilder } from '../../table/columns-builder.ts'
import { digestOffsets, kindFile, type EntryColumns } from '../../table/entry-columns.ts'
import { compareByteRanges, viewBytes } from '../../table/entry-reader.ts'
import { classifyPath, pathDoubtful } from '../path-rules.ts'
import { widenDigests } from '../row-selection.ts'
import { readHex } from './hex-bytes.ts'

const dot = 0x2e
const slash = 0x2f

/** Where a digest of one algorithm goes within a row. */
export interface DigestColumn {
  readonly algorithm: DigestAlgorithm
  readonly lengthBytes: number
  readonly offset: number
  readonly flag: number
}

/** Takes in the entries of a list of checksums as they stand in it; what their paths mean is found out at the end. */
export class ListCollector {
  builder: EntryColumnsBuilder
  /** The line of each row, from 1. */
  lines: Uint32Array
  /** Whether a path is not harmless for sure: absolute, climbing, with a backslash or a colon. */
  hasDoubtful = false
  /** Whether the rows stand in ascending order of their paths, each once. */
  isAscending = true

  private viewed: Uint8Array = new Uint8Array()
  private view = viewBytes(this.viewed)

  constructor(expectedCount: number) {
    this.builder = new EntryColumnsBuilder([], expectedCount)
    this.lines = new Uint32Array(expectedCount)
  }

  /** The column of an algorithm; makes room for one that no entry had before. */
  columnOf(algorithm: DigestAlgorithm): DigestColumn {
    let index = this.builder.algorithms.indexOf(algorithm)
    if (index < 0) {
      index = this.builder.algorithms.length
      this.builder = widenDigests(this.builder, algorithm)
    }
    const offset = digestOffsets(this.builder.algorithms)[index] ?? 0
    return { algorithm, lengthBytes: digestLengthBytes[algorithm], offset, flag: 1 << index }
  }

  /** Starts a row for the path in `bytes[start, end)`, a leading `./` taken off, and returns its index. */
  append(line: number, bytes: Uint8Array, start: number, end: number): number {
    let from = start
    while (bytes[from] === dot && bytes[from + 1] === slash && from + 1 < end) from += 2
    const row = this.builder.append(kindFile, bytes, from, end)
    if (row >= this.lines.length) this.growLines()
    this.lines[row] = line
    this.hasDoubtful ||= classifyPath(bytes, from, end) === pathDoubtful
    if (this.isAscending && row > 0) this.isAscending = this.isAfterPrevious(row)
    return row
  }

  /** Reads the hexadecimal digest at `at` into a row; false when it is none. */
  readDigest(row: number, column: DigestColumn, bytes: Uint8Array, at: number): boolean {
    const { builder } = this
    const to = row * builder.digestStride + column.offset
    if (bytes !== this.viewed) {
      this.viewed = bytes
      this.view = viewBytes(bytes)
    }
    if (!readHex(this.view, at, column.lengthBytes, builder.digests, to)) return false
    builder.digestFlags[row] = builder.digestFlags[row]! | column.flag
    return true
  }

  finish(): EntryColumns {
    return this.builder.finish()
  }

  private isAfterPrevious(row: number): boolean {
    const { pathBytes, pathOffsets } = this.builder
    const start = pathOffsets[row]!
    const end = pathOffsets[row + 1]!
    return compareByteRanges(pathBytes, pathOffsets[row - 1]!, start, pathBytes, start, end) < 0
  }

  private growLines(): void {
    const lines = new Uint32Array(Math.max(16, this.lines.length * 2))
    lines.set(this.lines)
    this.lines = lines
  }
}
