import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { formatLogEntry, parseLogLine, type BuildLogLevel } from './log-line.ts'

/** What of a log is kept however much a builder prints. */
export interface LogLimits {
  /** From this size on the middle is dropped. */
  readonly maxBytes: number
  /** Kept of its beginning, and of its end: together less than `maxBytes`, so that it is seldom done. */
  readonly keptBytes: number
}

const newline = 0x0a
/** An entry that goes on for longer is cut within. */
const windowBytes = 256 * 1024
const droppedPattern = /^(\d+) bytes of this log are left out here/u

/**
 * Drops the middle of a log that has grown too large, and says in its place how much is gone: its first lines, which tell how
 * it began, stay where they are, and after them its last ones, which tell how it ended. They are there before the rest is
 * cut off, so that a kill at any moment leaves the last lines, if twice. Returns the new size. Errors: the system's.
 */
export function dropLogMiddle(path: string, level: BuildLogLevel, { keptBytes }: LogLimits): number {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW)
  try {
    const { size } = fstatSync(descriptor)
    const headEnd = startOfEntry(descriptor, keptBytes)
    const tailStart = startOfEntry(descriptor, Math.max(headEnd, size - keptBytes))
    const tail = readBytes(descriptor, tailStart, size - tailStart)
    const before = firstLine(readBytes(descriptor, headEnd, windowBytes))
    const known = droppedPattern.exec(parseLogLine(before)?.text ?? '')?.[1]
    // The line that said so is no part of what was printed.
    const said = known === undefined ? 0 : Buffer.byteLength(before) + 1 - Number(known)
    const droppedBytes = size - tail.length - headEnd - said
    const note = `${droppedBytes} bytes of this log are left out here: the first ${keptBytes} are kept, and the last`
    // Entries come in the order of their times, by which a log is searched.
    const at = parseLogLine(firstLine(tail))?.timeMs ?? Date.now()
    const bytes = Buffer.concat([Buffer.from(formatLogEntry(level, note, new Date(at))), tail])
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done, undefined, headEnd + done)
    ftruncateSync(descriptor, headEnd + bytes.length)
    return headEnd + bytes.length
  } finally {
    closeSync(descriptor)
  }
}

/** Where the first entry begins at or after a byte; where none does within reach, the next line, or that byte. */
function startOfEntry(descriptor: number, byte: number): number {
  const from = Math.max(0, byte - 1)
  const bytes = readBytes(descriptor, from, windowBytes)
  const first = bytes.indexOf(newline) + 1
  for (let start = first; start > 0 && start < bytes.length; start = bytes.indexOf(newline, start) + 1) {
    if (parseLogLine(firstLine(bytes.subarray(start))) !== undefined) return from + start
  }
  return first === 0 ? byte : from + first
}

function firstLine(bytes: Buffer): string {
  const end = bytes.indexOf(newline)
  return bytes.toString('utf8', 0, end === -1 ? Math.min(bytes.length, windowBytes) : end)
}

function readBytes(descriptor: number, fromByte: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const read = readSync(descriptor, bytes, filled, length - filled, fromByte + filled)
    if (read === 0) break
    filled += read
  }
  return bytes.subarray(0, filled)
}
