import { JsonScanner, ScanFault } from './json-scanner.ts'
import type { ManifestParser } from './manifest-parser.ts'

const quote = 0x22
const comma = 0x2c
const checksumDigits = 64
/** Far more than any record: bounds how far one that does not end is followed. */
const maxRecordBytes = 64 * 1024
/** A file this broken is no manifest any more. */
const maxFaults = 10_000
const recordsPerTurn = 1024
/** Looked through at a time. */
const stretchBytes = 1024 * 1024

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66) || (byte >= 0x41 && byte <= 0x46)
}

/** Where the next thing stands that looks like the key of a record; -1 when there is none. Hands over between stretches. */
function* seekRecordKey(bytes: Buffer, from: number): Generator<void, number, undefined> {
  for (let start = from; start < bytes.length; start += stretchBytes) {
    const at = findRecordKey(bytes, start, start + stretchBytes)
    if (at >= 0) return at
    if (start > from) yield
  }
  return -1
}

function findRecordKey(bytes: Buffer, from: number, to: number): number {
  const stretch = bytes.subarray(0, to)
  for (let at = stretch.indexOf(quote, from); at >= 0; at = stretch.indexOf(quote, at + 1)) {
    if (bytes[at + checksumDigits + 1] !== quote) continue
    let digits = 0
    while (digits < checksumDigits && isHexDigit(bytes[at + 1 + digits]!)) digits += 1
    if (digits === checksumDigits && isFollowedByObject(bytes, at + checksumDigits + 2)) return at
  }
  return -1
}

function isFollowedByObject(bytes: Buffer, at: number): boolean {
  return /^\s*:\s*\{/u.test(bytes.toString('latin1', at, at + 64))
}

/**
 * Goes on behind a place where a manifest is no JSON: finds what has the key and the form of a record, and reads it with
 * all the checks of the others. Hands over between turns.
 */
export function* salvageRecords(parser: ManifestParser): Generator<void, void, undefined> {
  const { bytes } = parser
  const from = parser.faultyRecordAt === undefined ? parser.fault?.offset : parser.faultyRecordAt + 1
  let faults = 0
  let turn = 0
  let at = yield* seekRecordKey(bytes, from ?? bytes.length)
  while (at >= 0 && faults < maxFaults) {
    const scanner = new JsonScanner(bytes, at, Math.min(bytes.length, at + maxRecordBytes))
    try {
      parser.readRecord(scanner)
      at = yield* seekNext(scanner)
    } catch (error) {
      if (!(error instanceof ScanFault)) throw error
      faults += 1
      parser.reportFault(isBounded(error, scanner) ? new ScanFault('bad-syntax', at, 'has no end') : error)
      at = yield* seekRecordKey(bytes, at + checksumDigits)
    }
    if (++turn % recordsPerTurn === 0) yield
  }
  if (at < 0) return
  parser.faultyRecordAt = undefined
  parser.reportFault(
    new ScanFault('bad-syntax', at, `has ${maxFaults} records without an end: what follows was not read`),
  )
}

function isBounded({ reason, offset }: ScanFault, { bytes }: JsonScanner): boolean {
  return reason === 'truncated' && offset < bytes.length
}

function seekNext(scanner: JsonScanner): Generator<void, number, undefined> {
  if (scanner.peek() === comma) scanner.at += 1
  return seekRecordKey(scanner.bytes, scanner.at)
}
