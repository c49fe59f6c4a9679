import { isDigestAlgorithm } from '../../../shared/model/digest.ts'
import type { DigestColumn, ListCollector } from './list-collector.ts'
import { invalidLine, type ListParser, type ListRemarks } from './list-parser.ts'

const hash = 0x23
const comma = 0x2c
const percent = 0x25
const digitZero = 0x30
const digitNine = 0x39
const maxSizeDigits = 15
export const hashdeepHeader = '%%%% HASHDEEP-1.0'
const columnsStart = '%%%% '
const invokedFromStart = '## Invoked from: '
const windowsDrive = /^[a-z]:\\/iu

/** A column between the size and the name: one of Assay's digests, or one that is left aside. */
type Column = { readonly name: string; readonly digest: DigestColumn | undefined }

/** hashdeep 1.0: a header, the columns, `##` comments, and `size,digest,…,name`, the name as it is to the line's end. */
export class HashdeepListParser implements ListParser {
  readonly format = 'hashdeep'
  private readonly file: string
  private readonly collector: ListCollector
  private columns: readonly Column[] | undefined
  /** Where each column of the line at hand starts. */
  private readonly starts: number[] = []
  private hasHeader = false
  private invokedFrom: string | undefined

  constructor(file: string, collector: ListCollector) {
    this.file = file
    this.collector = collector
  }

  takeLine(bytes: Buffer, start: number, end: number, line: number): void {
    if (bytes[start] === hash) return this.takeComment(bytes.toString('utf8', start, end))
    if (bytes[start] === percent) return this.takeHeader(bytes.toString('utf8', start, end), line)
    if (this.columns === undefined) {
      throw invalidLine(this.file, line, `expected "${columnsStart}" and the names of the columns`)
    }
    this.takeEntry(bytes, start, end, line, this.columns)
  }

  finish(): ListRemarks {
    const aside = (this.columns ?? []).filter((column) => column.digest === undefined).map((column) => column.name)
    const warning = `Digests that Assay does not know were left aside: ${aside.join(', ')}.`
    return {
      warnings: aside.length === 0 ? [] : [warning],
      invokedFrom: this.invokedFrom,
      mayUseBackslashes: this.invokedFrom !== undefined && windowsDrive.test(this.invokedFrom),
    }
  }

  private takeComment(text: string): void {
    if (text.startsWith(invokedFromStart)) this.invokedFrom ??= text.slice(invokedFromStart.length)
  }

  private takeHeader(text: string, line: number): void {
    if (!this.hasHeader) {
      if (text.trimEnd() !== hashdeepHeader) {
        const found = JSON.stringify(text.slice(0, 100))
        throw invalidLine(this.file, line, `begins with ${found}, expected "${hashdeepHeader}"`)
      }
      this.hasHeader = true
      return
    }
    const names = text.slice(columnsStart.length).trimEnd().split(',')
    const digests = names.slice(1, -1)
    const isSound = names[0] === 'size' && names.at(-1) === 'filename' && new Set(names).size === names.length
    if (!text.startsWith(columnsStart) || !isSound || digests.length === 0 || this.columns !== undefined) {
      throw invalidLine(this.file, line, `expected once "${columnsStart}size,", digests and "filename"`)
    }
    this.columns = digests.map((name) => ({
      name,
      digest: isDigestAlgorithm(name) ? this.collector.columnOf(name) : undefined,
    }))
    if (this.columns.every((column) => column.digest === undefined)) {
      throw invalidLine(this.file, line, `Assay knows none of the algorithms ${digests.join(', ')}`)
    }
  }

  private takeEntry(bytes: Buffer, start: number, end: number, line: number, columns: readonly Column[]): void {
    const sizeEnd = findDigitsEnd(bytes, start, end)
    if (sizeEnd === start || sizeEnd - start > maxSizeDigits || bytes[sizeEnd] !== comma) {
      throw invalidLine(this.file, line, 'expected a size in bytes and a comma')
    }
    const nameStart = this.findName(bytes, sizeEnd + 1, end, line, columns)
    const row = this.collector.append(line, bytes, nameStart, end)
    let size = 0
    for (let at = start; at < sizeEnd; at += 1) size = size * 10 + bytes[at]! - digitZero
    this.collector.builder.sizes[row] = size
    for (const [index, { name, digest }] of columns.entries()) {
      if (digest !== undefined && !this.collector.readDigest(row, digest, bytes, this.starts[index]!)) {
        throw this.refuseDigest(line, name, digest)
      }
    }
  }

  /** Where the name starts, after the columns, whose starts are noted. */
  private findName(bytes: Buffer, from: number, end: number, line: number, columns: readonly Column[]): number {
    let at = from
    for (const [index, { name, digest }] of columns.entries()) {
      this.starts[index] = at
      const columnEnd = digest === undefined ? bytes.indexOf(comma, at) : at + 2 * digest.lengthBytes
      if (digest !== undefined && bytes[columnEnd] !== comma) throw this.refuseDigest(line, name, digest)
      if (columnEnd < 0 || columnEnd >= end) throw invalidLine(this.file, line, `expected a digest of ${name}`)
      at = columnEnd + 1
    }
    if (at < end) return at
    throw invalidLine(this.file, line, 'expected a name after the digests')
  }

  private refuseDigest(line: number, name: string, digest: DigestColumn): Error {
    return invalidLine(this.file, line, `expected ${2 * digest.lengthBytes} hexadecimal digits of ${name} and a comma`)
  }
}

function findDigitsEnd(bytes: Buffer, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at]! >= digitZero && bytes[at]! <= digitNine) at += 1
  return at
}
