import { countHexDigits } from './hex-bytes.ts'
import type { DigestColumn, ListCollector } from './list-collector.ts'
import { invalidLine, type ListParser, type ListRemarks } from './list-parser.ts'

const tab = 0x09
const space = 0x20
const semicolon = 0x3b
const crcDigits = 8

/** `name CRC32`, with `;` before a comment: simple file verification. */
export class SfvListParser implements ListParser {
  readonly format = 'sfv'
  private readonly file: string
  private readonly collector: ListCollector
  private readonly column: DigestColumn

  constructor(file: string, collector: ListCollector) {
    this.file = file
    this.collector = collector
    this.column = collector.columnOf('crc32')
  }

  takeLine(bytes: Buffer, start: number, lineEnd: number, line: number): void {
    if (bytes[start] === semicolon) return
    let end = lineEnd
    while (end > start && (bytes[end - 1] === space || bytes[end - 1] === tab)) end -= 1
    const crcStart = end - crcDigits
    const before = bytes[crcStart - 1]
    const isEntry = crcStart - 1 > start && (before === space || before === tab)
    if (!isEntry || countHexDigits(bytes, crcStart, end) !== crcDigits) {
      if (end === start) return
      throw invalidLine(this.file, line, 'expected a name, a space and 8 hexadecimal digits')
    }
    const row = this.collector.append(line, bytes, start, crcStart - 1)
    this.collector.readDigest(row, this.column, bytes, crcStart)
  }

  finish(): ListRemarks {
    const weak = 'CRC-32 finds most accidents, and proves nothing: another content with the same CRC-32 is easily made.'
    return { warnings: [weak], mayUseBackslashes: true }
  }
}
