import { isUtf8 } from 'node:buffer'
import type { ManifestProblemReason, ProcessMetadata, ProcessRecord } from '../../shared/model/process-manifest.ts'
import { maxJsonDepth } from '../manifest/json-depth.ts'
import { checkMetadata, checkRecord, describeValue, isFields, isSha256, type Fields } from './check-record.ts'
import { freezeDeeply } from './freeze-deeply.ts'
import { JsonScanner, ScanFault, type Span } from './json-scanner.ts'
import { findField, findRepeatedField, findUnparsableField, locateParseError, readKeyAt } from './find-field.ts'
import { ProblemList } from './problem-list.ts'

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const openBrace = 0x7b
/** One value: far more than any record, and little enough to be parsed in one go. */
const maxValueBytes = 16 * 1024 * 1024
/** Fields beside the records. */
const maxFields = 1000
/** Records read before others get a turn: a few milliseconds. */
const recordsPerTurn = 4096

/** What is known of an earlier version of the same file, so that records that stand in both are read once. */
export interface KnownRecords {
  readonly bytes: Buffer
  readonly records: ReadonlyMap<string, ProcessRecord>
  /** From behind the brace to behind the last record. */
  readonly span: Span
}

/**
 * Reads the bytes of a process manifest and finds all that is wrong with it. Content never makes it throw: what cannot be
 * read is in `problems`, and the records before it are in `records`. `parse` hands over between turns.
 */
export class ManifestParser {
  readonly problems: ProblemList
  /** The records that are right, in the order of the file; those of `known` are not repeated here. */
  readonly records = new Map<string, ProcessRecord>()
  /** Where each of `records` begins, its key included, and where it ends. */
  readonly starts: number[] = []
  readonly ends: number[] = []
  metadata: ProcessMetadata | null = null
  metadataSpan: Span | undefined
  /** From behind the brace that opens the records to behind the last of them. */
  recordsSpan: Span | undefined
  /** Whether the file goes on with the bytes of `known`. */
  isContinuation = false
  /** What ended the reading before the end of the document. */
  fault: ScanFault | undefined
  /** Where the record begins that could not be passed over. */
  faultyRecordAt: number | undefined
  private readonly scanner: JsonScanner
  private readonly known: KnownRecords | undefined
  private readonly isText: boolean
  private readonly keys = new Set<string>()
  /** Keys of records that are not right. */
  private readonly badKeys = new Set<string>()
  /** Keys of records that could not be passed over. */
  private readonly brokenKeys = new Set<string>()
  private keyCount = 0

  constructor(bytes: Buffer, known?: KnownRecords) {
    this.scanner = new JsonScanner(bytes)
    this.problems = new ProblemList(bytes)
    this.known = known
    this.isText = isUtf8(bytes)
  }

  get bytes(): Buffer {
    return this.scanner.bytes
  }

  /** Keys of records of which none is whole. */
  get lostKeys(): string[] {
    const keys = new Set([...this.badKeys, ...this.brokenKeys])
    return [...keys].filter((key) => !this.records.has(key))
  }

  *parse(): Generator<void, void, undefined> {
    try {
      yield* this.parseDocument()
      this.requireParts()
    } catch (error) {
      if (!(error instanceof ScanFault)) throw error
      this.fault = error
      this.reportFault(error)
    }
  }

  /** Reads the record at `at`, whose key has the given bytes; where it ends. Throws a `ScanFault`. */
  readRecord(scanner: JsonScanner): void {
    const start = scanner.at
    this.faultyRecordAt = start
    const key = scanner.readKey()
    scanner.peek()
    const valueStart = scanner.at
    scanner.skipValue()
    this.keyCount += 1
    this.takeRecord(key, { start, end: scanner.at }, valueStart, scanner)
    this.faultyRecordAt = undefined
  }

  private *parseDocument(): Generator<void, void, undefined> {
    const { scanner } = this
    this.passByteOrderMark()
    const first = scanner.peek()
    if (first < 0) throw new ScanFault('empty-file', 0, 'is empty: a manifest without records has a skeleton at least')
    if (first !== openBrace) throw new ScanFault('not-json', scanner.at, scanner.unexpected('an object').message)
    for (let goesOn = scanner.opensWithKey(); goesOn; goesOn = scanner.goesOn()) {
      scanner.peek()
      const keyAt = scanner.at
      const key = scanner.readKey()
      if (this.keys.has(key)) this.add('duplicate-key', [key], 'stands twice in the manifest', keyAt)
      const isFirst = !this.keys.has(key)
      this.keys.add(key)
      if (this.keys.size > maxFields) throw new ScanFault('bad-syntax', keyAt, `has more than ${maxFields} fields`)
      if (key === 'records' && isFirst && scanner.peek() === openBrace) yield* this.parseRecords()
      else this.parseOther(key, isFirst)
    }
    if (scanner.peek() >= 0) throw scanner.unexpected('nothing more')
  }

  private passByteOrderMark(): void {
    if (!this.bytes.subarray(0, 3).equals(byteOrderMark)) return
    this.scanner.at = 3
    const message = 'begins with a byte order mark, which Python refuses to read'
    this.problems.warn({ reason: 'byte-order-mark', path: [], message, byteOffset: 0 })
  }

  private *parseRecords(): Generator<void, void, undefined> {
    const { scanner } = this
    const start = scanner.at + 1
    let goesOn = scanner.opensWithKey()
    this.recordsSpan = { start, end: start }
    if (this.passKnown(start)) {
      this.recordsSpan = { start, end: scanner.at }
      goesOn = scanner.goesOn()
    }
    for (; goesOn; goesOn = scanner.goesOn()) {
      scanner.peek()
      this.readRecord(scanner)
      this.recordsSpan = { start, end: scanner.at }
      if (this.keyCount % recordsPerTurn === 0) yield
    }
  }

  /** Passes over the records of the earlier version where they stand here byte for byte. */
  private passKnown(start: number): boolean {
    const { known } = this
    if (known === undefined || known.records.size === 0) return false
    const end = start + known.span.end - known.span.start
    const { start: knownStart, end: knownEnd } = known.span
    if (end > this.bytes.length || known.bytes.compare(this.bytes, start, end, knownStart, knownEnd) !== 0) return false
    this.isContinuation = true
    this.keyCount = known.records.size
    this.scanner.at = end
    return true
  }

  private parseOther(key: string, isFirst: boolean): void {
    const { scanner } = this
    scanner.peek()
    const start = scanner.at
    scanner.skipValue()
    const span = { start, end: scanner.at }
    const value = this.parseValue([key], span, scanner)
    if (value === undefined || !isFirst) return
    if (key === 'metadata') this.takeMetadata(value, span)
    if (key === 'records') this.add('wrong-type', [key], `is ${describeValue(value)}, expected an object`, start)
  }

  private takeMetadata(value: unknown, span: Span): void {
    if (!isFields(value)) {
      return this.add('wrong-type', ['metadata'], `is ${describeValue(value)}, expected an object`, span.start)
    }
    this.metadataSpan = span
    const isRight = checkMetadata(value, this.faultTaker(['metadata'], span))
    const isUnique = this.hasUniqueFields(['metadata'], value, span, this.scanner.fieldCount)
    if (isRight && isUnique) this.metadata = freezeDeeply(value as ProcessMetadata)
  }

  private takeRecord(key: string, span: Span, valueStart: number, scanner: JsonScanner): void {
    const path = ['records', key]
    if (this.records.has(key) || this.badKeys.has(key) || (this.isContinuation && this.known?.records.has(key))) {
      return this.add('duplicate-key', path, 'stands twice in the manifest: the first one counts', span.start)
    }
    const valueSpan = { start: valueStart, end: span.end }
    const value = this.parseValue(path, valueSpan, scanner)
    if (value !== undefined && this.isRightRecord(path, value, valueSpan, scanner)) {
      const record = value as ProcessRecord
      this.records.set(key, scanner.depth > 1 ? freezeDeeply(record) : Object.freeze(record))
      this.starts.push(span.start)
      this.ends.push(span.end)
    } else this.badKeys.add(key)
  }

  private isRightRecord(path: readonly string[], value: unknown, span: Span, scanner: JsonScanner): boolean {
    if (!isFields(value)) {
      this.add('wrong-type', path, `is ${describeValue(value)}, expected a record`, span.start)
      return false
    }
    if (scanner.depth > 1) this.refuseRecordWithin(value, span)
    const isRight = checkRecord(path[1] ?? '', value, this.faultTaker(path, span))
    return this.hasUniqueFields(path, value, span, scanner.fieldCount) && isRight
  }

  /** Where the brace that ends a record is gone, the next record is a field of it, and every bracket behind closes too much. */
  private refuseRecordWithin(value: Fields, span: Span): void {
    const inner = Object.keys(value).find((field) => isSha256(field) && isFields(value[field]))
    if (inner === undefined) return
    const message = 'holds another record: a brace is missing before that'
    throw new ScanFault('bad-syntax', findField(this.bytes, span, inner), message)
  }

  /** The parser keeps the last of two equal keys only: the scanner has counted both. */
  private hasUniqueFields(path: readonly string[], value: Fields, span: Span, fieldCount: number): boolean {
    if (fieldCount === countFields(value)) return true
    const { field, offset } = findRepeatedField(this.bytes, span)
    this.add('duplicate-field', [...path, field], 'stands twice', offset)
    return false
  }

  private parseValue(path: readonly string[], span: Span, { depth }: JsonScanner): unknown {
    if (depth > maxJsonDepth) {
      this.add('too-deep', path, `nests deeper than ${maxJsonDepth} levels`, span.start)
      return undefined
    }
    if (span.end - span.start > maxValueBytes) {
      this.add('bad-syntax', path, 'is larger than 16 MiB, which no record is', span.start)
      return undefined
    }
    if (!this.isText && !isUtf8(this.bytes.subarray(span.start, span.end))) {
      this.add('not-utf8', path, 'holds bytes that are not UTF-8', span.start)
      return undefined
    }
    try {
      return JSON.parse(this.bytes.toString('utf8', span.start, span.end))
    } catch (error) {
      this.reportUnparsable(path, span, error)
      return undefined
    }
  }

  private reportUnparsable(path: readonly string[], span: Span, error: unknown): void {
    const place = findUnparsableField(this.bytes, span)
    if (place.text !== '') {
      return this.add('bad-syntax', [...path, place.field], `is ${place.text}, which is not JSON`, place.offset)
    }
    const { reason, offset } = locateParseError(this.bytes, span, error)
    this.add('bad-syntax', path, `is not JSON (${reason})`, offset)
  }

  private faultTaker(path: readonly string[], span: Span) {
    return (field: string, reason: ManifestProblemReason, message: string): void => {
      this.add(reason, [...path, field], message, findField(this.bytes, span, field))
    }
  }

  private requireParts(): void {
    const missing = ['metadata', 'records'].filter((key) => !this.keys.has(key))
    if (missing.length === 2) {
      return this.add('not-a-process-manifest', [], 'is JSON, but has neither "metadata" nor "records"', 0)
    }
    for (const key of missing) this.add('missing-field', [key], 'is missing: expected an object', 0)
  }

  /** Warns where the metadata counts other records than there are: behind damage, fewer may have been found. */
  compareCount(): void {
    const total = this.metadata?.total_records
    if (total === undefined || this.recordsSpan === undefined) return
    const readCount = this.records.size + (this.isContinuation ? (this.known?.records.size ?? 0) : 0)
    if (this.fault === undefined ? total === this.keyCount : total <= readCount) return
    const path = ['metadata', 'total_records']
    const byteOffset = findField(this.bytes, this.metadataSpan ?? { start: 0, end: 0 }, 'total_records')
    const found =
      this.fault === undefined
        ? `there are ${this.keyCount} records`
        : `only ${readCount} could be read without a fault`
    this.problems.warn({ reason: 'count-differs', path, message: `is ${total}, but ${found}`, byteOffset })
  }

  /** Notes what ended the reading of a record, or of the document. */
  reportFault(fault: ScanFault): void {
    const key = this.faultyRecordAt === undefined ? undefined : readKeyAt(this.bytes, this.faultyRecordAt)
    if (key !== undefined) this.brokenKeys.add(key)
    this.add(fault.reason, key === undefined ? [] : ['records', key], fault.message, fault.offset)
  }

  private add(reason: ManifestProblemReason, path: readonly string[], message: string, byteOffset: number): void {
    this.problems.add({ reason, path, message, byteOffset })
  }
}

/** Without a list of the names: it is asked once a record. What comes of the parser inherits nothing that counts. */
function countFields(value: Fields): number {
  let count = 0
  for (const field in value) if (field !== undefined) count += 1
  return count
}
