import type { DigestAlgorithm } from '../../../shared/model/digest.ts'
import { unescapeGnuName } from './gnu-escapes.ts'
import { countHexDigits } from './hex-bytes.ts'
import type { DigestColumn, ListCollector } from './list-collector.ts'
import { invalidLine, noRemarks, type ListParser, type ListRemarks } from './list-parser.ts'

const space = 0x20
const hash = 0x23
const openingParenthesis = 0x28
const backslash = 0x5c
const separator = ') = '
const maxTagLength = 32

/** How each algorithm is called in a tagged list. */
export const bsdTags: Readonly<Record<DigestAlgorithm, string>> = {
  md5: 'MD5',
  sha1: 'SHA1',
  sha256: 'SHA256',
  sha384: 'SHA384',
  sha512: 'SHA512',
  blake3: 'BLAKE3',
  xxh3: 'XXH3',
  crc32: 'CRC32',
}
const algorithmsByTag: ReadonlyMap<string, DigestAlgorithm> = new Map(
  Object.entries(bsdTags).map(([algorithm, tag]) => [tag, algorithm as DigestAlgorithm]),
)

/** `SHA256 (name) = digest`, as BSD's tools and those of GNU with `--tag` write it, each line with its algorithm. */
export class BsdListParser implements ListParser {
  readonly format = 'bsd-checksums'
  private readonly file: string
  private readonly collector: ListCollector
  private readonly columns = new Map<string, DigestColumn>()

  constructor(file: string, collector: ListCollector) {
    this.file = file
    this.collector = collector
  }

  takeLine(bytes: Buffer, start: number, end: number, line: number): void {
    if (bytes[start] === hash) return
    const isEscaped = bytes[start] === backslash
    const from = isEscaped ? start + 1 : start
    const open = bytes.subarray(from, Math.min(end, from + maxTagLength)).indexOf(openingParenthesis) + from
    if (open < from + 2 || bytes[open - 1] !== space) {
      throw invalidLine(this.file, line, 'expected "ALGORITHM (name) = digest"')
    }
    const column = this.findColumn(bytes.toString('latin1', from, open).trimEnd(), line)
    const close = end - 2 * column.lengthBytes - separator.length
    const hasDigest = countHexDigits(bytes, close + separator.length, end) === 2 * column.lengthBytes
    if (close <= open + 1 || !hasDigest || bytes.toString('latin1', close, close + separator.length) !== separator) {
      const wanted = `") = " and ${2 * column.lengthBytes} hexadecimal digits of ${column.algorithm}`
      throw invalidLine(this.file, line, `expected a name, and at the end of the line ${wanted}`)
    }
    const row = this.append(bytes, { start: open + 1, end: close, isEscaped }, line)
    this.collector.readDigest(row, column, bytes, close + separator.length)
  }

  finish(): ListRemarks {
    return noRemarks
  }

  private append(bytes: Buffer, name: { start: number; end: number; isEscaped: boolean }, line: number): number {
    if (!name.isEscaped) return this.collector.append(line, bytes, name.start, name.end)
    const plain = unescapeGnuName(bytes, name.start, name.end)
    if (plain !== undefined) return this.collector.append(line, plain, 0, plain.length)
    const problem = 'the line begins with a backslash, so its name is escaped, and expected after one is n, r or \\'
    throw invalidLine(this.file, line, problem)
  }

  private findColumn(tag: string, line: number): DigestColumn {
    const known = this.columns.get(tag)
    if (known !== undefined) return known
    const algorithm = algorithmsByTag.get(tag)
    if (algorithm === undefined) {
      const wanted = [...algorithmsByTag.keys()].join(', ')
      throw invalidLine(this.file, line, `the algorithm ${JSON.stringify(tag)} is not known, expected one of ${wanted}`)
    }
    const column = this.collector.columnOf(algorithm)
    this.columns.set(tag, column)
    return column
  }
}
