import { basename } from 'node:path'
import type { DigestAlgorithm } from '../../../shared/model/digest.ts'
import type { AppError } from '../../../shared/errors/app-error.ts'
import { unescapeGnuName } from './gnu-escapes.ts'
import { countHexDigits } from './hex-bytes.ts'
import type { DigestColumn, ListCollector } from './list-collector.ts'
import { invalidLine, noRemarks, type ListParser, type ListRemarks } from './list-parser.ts'

const space = 0x20
const hash = 0x23
const asterisk = 0x2a
const backslash = 0x5c
const letterX = 0x58
/** xxhsum says by it that 16 digits are not XXH64's. */
export const xxh3Prefix = 'XXH3_'

const algorithmsByDigits: ReadonlyMap<number, DigestAlgorithm> = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [96, 'sha384'],
  [128, 'sha512'],
])
const unknownByDigits: ReadonlyMap<number, string> = new Map([
  [8, 'a 32-bit checksum'],
  [16, 'XXH64'],
  [56, 'SHA-224'],
])
/** Algorithms whose digests are as long as those Assay would take them for: only the name of the list tells. */
const unknownNames: readonly (readonly [RegExp, string])[] = [
  [/b2sum|blake2/iu, 'BLAKE2'],
  [/sha3[-_]\d{3}/iu, 'SHA-3'],
  [/sm3sum/iu, 'SM3'],
]
const blake3Name = /b3sum|blake3|\.b3$/iu
const expectedDigits = '32 (MD5), 40 (SHA-1), 64 (SHA-256 or BLAKE3), 96 (SHA-384) or 128 (SHA-512)'

function hasPrefix(bytes: Buffer, at: number): boolean {
  return bytes[at] === letterX && bytes.toString('latin1', at, at + xxh3Prefix.length) === xxh3Prefix
}

/** `digest  name` and `digest *name`, as the tools of GNU coreutils, b3sum and xxhsum write them. */
export class GnuListParser implements ListParser {
  readonly format = 'gnu-checksums'
  private readonly file: string
  private readonly collector: ListCollector
  private column: DigestColumn | undefined

  constructor(file: string, collector: ListCollector) {
    this.file = file
    this.collector = collector
  }

  takeLine(bytes: Buffer, start: number, end: number, line: number): void {
    if (bytes[start] === hash) return
    const isEscaped = bytes[start] === backslash
    const from = isEscaped ? start + 1 : start
    const digestStart = hasPrefix(bytes, from) ? from + xxh3Prefix.length : from
    this.column ??= this.openColumn(bytes, from, end, line)
    const { column } = this
    const nameStart = digestStart + 2 * column.lengthBytes + 2
    const isXxh3 = digestStart > from
    if (isXxh3 !== (column.algorithm === 'xxh3') || !isSeparator(bytes, nameStart - 2) || nameStart >= end) {
      throw this.refuse(bytes, from, end, line)
    }
    const row = isEscaped
      ? this.appendEscaped(bytes, nameStart, end, line)
      : this.collector.append(line, bytes, nameStart, end)
    if (!this.collector.readDigest(row, column, bytes, digestStart)) throw this.refuse(bytes, from, end, line)
  }

  finish(): ListRemarks {
    return noRemarks
  }

  private appendEscaped(bytes: Buffer, start: number, end: number, line: number): number {
    const name = unescapeGnuName(bytes, start, end)
    if (name !== undefined) return this.collector.append(line, name, 0, name.length)
    const problem = 'the line begins with a backslash, so its name is escaped, and expected after one is n, r or \\'
    throw invalidLine(this.file, line, problem)
  }

  /** The first entry says which algorithm the list is of. */
  private openColumn(bytes: Buffer, from: number, end: number, line: number): DigestColumn {
    if (hasPrefix(bytes, from)) return this.collector.columnOf('xxh3')
    const digits = countHexDigits(bytes, from, end)
    const name = basename(this.file)
    const algorithm = digits === 64 && blake3Name.test(name) ? 'blake3' : algorithmsByDigits.get(digits)
    const byName = unknownNames.find(([pattern]) => pattern.test(name))?.[1]
    const unknown = byName ?? unknownByDigits.get(digits)
    if (unknown !== undefined) {
      const problem = `a digest of ${digits} hexadecimal digits is ${unknown} here, which Assay does not know`
      throw invalidLine(this.file, line, problem)
    }
    if (algorithm === undefined) {
      throw invalidLine(this.file, line, `a digest of ${digits} hexadecimal digits, expected ${expectedDigits}`)
    }
    return this.collector.columnOf(algorithm)
  }

  private refuse(bytes: Buffer, from: number, end: number, line: number): AppError {
    const { algorithm = 'md5', lengthBytes = 0 } = this.column ?? {}
    const isXxh3 = hasPrefix(bytes, from)
    const expected = isXxh3 || algorithm === 'xxh3' ? 16 : 2 * lengthBytes
    const start = isXxh3 ? from + xxh3Prefix.length : from
    const digits = countHexDigits(bytes, start, end)
    if (digits !== expected || isXxh3 !== (algorithm === 'xxh3')) {
      const found = `${digits} hexadecimal digits${isXxh3 ? ' of XXH3' : ''}`
      const wanted = `${2 * lengthBytes} of ${algorithm}, as on the lines before`
      return invalidLine(this.file, line, `begins with ${found}, expected ${wanted}`)
    }
    const wanted = 'two spaces, or a space and an asterisk, and then a name'
    return invalidLine(this.file, line, `expected after the digest ${wanted}`)
  }
}

function isSeparator(bytes: Buffer, at: number): boolean {
  return bytes[at] === space && (bytes[at + 1] === space || bytes[at + 1] === asterisk)
}
