import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { systemErrorCode } from '../../../shared/errors/system-error.ts'
import { gravityOf, parseLogLine, type BuildLogLevel } from './log-line.ts'

const blockBytes = 256 * 1024
/** Read by one call at most, however few lines fit. */
const budgetBytes = 8 * 1024 * 1024
const newline = 0x0a

/** Which lines of a build log. What is left out asks for nothing. */
export interface BuildLogQuery {
  /** Reads on from the start of this line; undefined for the last lines. */
  readonly fromByte?: number | undefined
  /** Reads the lines before this one. */
  readonly beforeByte?: number | undefined
  /** This level and those above. */
  readonly level?: BuildLogLevel | undefined
  /** Milliseconds since 1970 UTC, both included; entries have whole seconds. */
  readonly window?: { readonly fromMs: number; readonly toMs: number } | undefined
  /** Part of the line, whatever the case of its letters. */
  readonly search?: string | undefined
  readonly limit: number
}

/** A line; one that goes on an entry has the time and level of that entry, where it was read too. */
export interface BuildLogLine {
  readonly atByte: number
  readonly timeMs: number | null
  readonly level: BuildLogLevel | null
  readonly text: string
}

export interface BuildLogPart {
  /** In the order of the file. */
  readonly lines: readonly BuildLogLine[]
  /** Where earlier lines end: `beforeByte` of a call that reads them. */
  readonly startByte: number
  /** Where to read on: `fromByte` of the next call. */
  readonly nextByte: number
  readonly sizeBytes: number
  /** Whether there are lines before the first. */
  readonly hasEarlier: boolean
}

/**
 * Reads a few lines of a build log by bytes, so that one of a gigabyte is followed, paged and searched at the cost of what
 * is shown: at most 8 MB a call, then the caller goes on from `nextByte` or `startByte`. A line being written is left for
 * the next call. A missing file has no lines. Errors: the system's.
 */
export async function readBuildLog(path: string, query: BuildLogQuery): Promise<BuildLogPart> {
  let file
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error
    return { lines: [], startByte: 0, nextByte: 0, sizeBytes: 0, hasEarlier: false }
  }
  try {
    const { size } = await file.stat()
    return query.fromByte === undefined ? await readBackward(file, query, size) : await readForward(file, query, size)
  } finally {
    await file.close()
  }
}

async function readForward(file: FileHandle, query: BuildLogQuery, sizeBytes: number): Promise<BuildLogPart> {
  const { first, end } = await findStretch(file, query, sizeBytes)
  const askedByte = Math.min(Math.max(query.fromByte ?? 0, first), end)
  // Of a log whose middle was dropped meanwhile, a line may lie elsewhere.
  const startByte = await startOfLine(file, askedByte, end)
  const lines: BuildLogLine[] = []
  let nextByte = startByte
  let before = await entryBefore(file, startByte)
  while (nextByte < end && lines.length < query.limit && nextByte - startByte < budgetBytes) {
    const block = await readWholeLines(file, nextByte, end)
    if (block.length === 0) break
    for (const line of splitLines(block, nextByte)) {
      if (lines.length === query.limit) break
      nextByte = line.endByte
      before = toLine(line, before)
      if (fits(before, query)) lines.push(before)
    }
  }
  return { lines, startByte, nextByte, sizeBytes, hasEarlier: startByte > first }
}

async function readBackward(file: FileHandle, query: BuildLogQuery, sizeBytes: number): Promise<BuildLogPart> {
  const { first, end } = await findStretch(file, query, sizeBytes)
  const last = await endOfLines(file, Math.min(query.beforeByte ?? end, end))
  let startByte = last
  let found: BuildLogLine[] = []
  while (startByte > first && found.length < query.limit && last - startByte < budgetBytes) {
    const from = await startOfLine(file, Math.max(first, startByte - blockBytes), startByte)
    const block = await readBytes(file, from, startByte - from)
    let before = await entryBefore(file, from)
    const fitting: BuildLogLine[] = []
    for (const line of splitLines(block, from)) {
      before = toLine(line, before)
      if (fits(before, query)) fitting.push(before)
    }
    const taken = fitting.slice(Math.max(0, fitting.length - (query.limit - found.length)))
    startByte = taken.length < fitting.length ? (taken[0]?.atByte ?? from) : from
    found = [...taken, ...found]
  }
  return { lines: found, startByte, nextByte: last, sizeBytes, hasEarlier: startByte > first }
}

/** The bytes a window of time may lie in: entries come in the order of their times. */
async function findStretch(
  file: FileHandle,
  { window }: BuildLogQuery,
  sizeBytes: number,
): Promise<{ first: number; end: number }> {
  if (window === undefined) return { first: 0, end: sizeBytes }
  const first = await findTime(file, sizeBytes, (timeMs) => timeMs >= toSeconds(window.fromMs))
  const end = await findTime(file, sizeBytes, (timeMs) => timeMs > window.toMs)
  return { first, end }
}

function toSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000) * 1000
}

/** By halving: the start of the first entry for which `isReached`, or the end of the file. */
async function findTime(file: FileHandle, sizeBytes: number, isReached: (timeMs: number) => boolean): Promise<number> {
  let low = 0
  let high = sizeBytes
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const entry = await entryFrom(file, middle, sizeBytes)
    if (entry === undefined || isReached(entry.timeMs)) high = middle
    else low = entry.endByte
  }
  return (await entryFrom(file, low, sizeBytes))?.atByte ?? sizeBytes
}

/** The first entry that begins at or after a byte and before another. */
async function entryFrom(
  file: FileHandle,
  fromByte: number,
  toByte: number,
): Promise<{ atByte: number; endByte: number; timeMs: number } | undefined> {
  let at = fromByte === 0 ? 0 : await afterNewline(file, fromByte - 1, toByte)
  while (at < toByte) {
    const block = await readWholeLines(file, at, toByte)
    if (block.length === 0) return undefined
    for (const line of splitLines(block, at)) {
      const head = parseLogLine(line.text)
      if (head !== undefined) return { atByte: line.atByte, endByte: line.endByte, timeMs: head.timeMs }
      at = line.endByte
    }
  }
  return undefined
}

interface RawLine {
  readonly atByte: number
  readonly endByte: number
  readonly text: string
}

function* splitLines(block: Buffer, blockByte: number): Generator<RawLine> {
  let start = 0
  for (let end = block.indexOf(newline); end !== -1; end = block.indexOf(newline, start)) {
    yield { atByte: blockByte + start, endByte: blockByte + end + 1, text: block.toString('utf8', start, end) }
    start = end + 1
  }
}

function toLine({ atByte, text }: RawLine, before: BuildLogLine | undefined): BuildLogLine {
  const head = parseLogLine(text)
  if (head !== undefined) return { atByte, ...head }
  return { atByte, timeMs: before?.timeMs ?? null, level: before?.level ?? null, text: text.trimStart() }
}

/** The entry that a line beginning here would go on; undefined where there is none within reach. */
async function entryBefore(file: FileHandle, byte: number): Promise<BuildLogLine | undefined> {
  for (let to = byte; to > 0 && byte - to < budgetBytes;) {
    const from = await startOfLine(file, Math.max(0, to - blockBytes), to)
    const lines = [...splitLines(await readBytes(file, from, to - from), from)]
    const head = lines.findLast(({ text }) => parseLogLine(text) !== undefined)
    if (head !== undefined) return toLine(head, undefined)
    to = from
  }
  return undefined
}

function fits(line: BuildLogLine, { level, window, search = '' }: BuildLogQuery): boolean {
  if (level !== undefined && line.level !== null && gravityOf(line.level) < gravityOf(level)) return false
  if (window !== undefined && line.timeMs !== null) {
    if (line.timeMs < toSeconds(window.fromMs) || line.timeMs > window.toMs) return false
  }
  return search === '' || line.text.toLowerCase().includes(search.toLowerCase())
}

async function readBytes(file: FileHandle, fromByte: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, fromByte)
  return buffer.subarray(0, bytesRead)
}

/** Whole lines from a byte on: a block of them, or one that is longer than that. */
async function readWholeLines(file: FileHandle, fromByte: number, toByte: number): Promise<Buffer> {
  for (let length = blockBytes; ; length *= 2) {
    const isAll = fromByte + length >= toByte
    const block = await readBytes(file, fromByte, Math.min(length, toByte - fromByte))
    const end = block.lastIndexOf(newline)
    if (end !== -1) return block.subarray(0, end + 1)
    if (isAll || length > budgetBytes) return block.subarray(0, 0)
  }
}

async function afterNewline(file: FileHandle, fromByte: number, toByte: number): Promise<number> {
  for (let at = fromByte; at < toByte; at += blockBytes) {
    const block = await readBytes(file, at, Math.min(blockBytes, toByte - at))
    const index = block.indexOf(newline)
    if (index !== -1) return at + index + 1
    if (block.length === 0) break
  }
  return toByte
}

/** The end of the last whole line at or before a byte; where that line is longer than a call may read, a part of it. */
async function endOfLines(file: FileHandle, byte: number): Promise<number> {
  const least = Math.max(0, byte - budgetBytes)
  for (let to = byte; to > least;) {
    const from = Math.max(least, to - blockBytes)
    const index = (await readBytes(file, from, to - from)).lastIndexOf(newline)
    if (index !== -1) return from + index + 1
    to = from
  }
  return least
}

/** The start of the line a byte lies in, or of the next one that begins before `limitByte`; else of that whole line. */
async function startOfLine(file: FileHandle, byte: number, limitByte: number): Promise<number> {
  if (byte === 0) return 0
  const next = await afterNewline(file, byte - 1, limitByte)
  return next < limitByte ? next : endOfLines(file, byte)
}
