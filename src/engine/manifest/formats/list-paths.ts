import { selectRows } from '../row-selection.ts'
import { judgePath } from '../path-judgement.ts'
import { findPathDanger } from '../path-rules.ts'
import type { RejectedEntry } from '../loaded-manifest.ts'
import type { ReaderNotes } from '../reader-notes.ts'
import { kindFile, type EntryColumns } from '../../table/entry-columns.ts'
import { EntryColumnsBuilder } from '../../table/columns-builder.ts'
import { readPathBytes, viewAsBuffer } from '../../table/entry-reader.ts'
import type { ListRemarks } from './list-parser.ts'

const dot = 0x2e
const slash = 0x2f
const backslash = 0x5c
const colon = 0x3a

/** Entries whose paths are relative and harmless, and the folder they are relative to where it is not the list's own. */
export interface PlacedEntries {
  readonly columns: EntryColumns
  readonly rejected: readonly RejectedEntry[]
  readonly directory: string | undefined
  readonly warnings: readonly string[]
}

interface PlacingOptions {
  readonly lines: Uint32Array
  readonly remarks: ListRemarks
  readonly notes: ReaderNotes
  readonly platform: NodeJS.Platform
}

/**
 * Finds out what the paths of a list mean: backslashes that separate, absolute paths below one folder, and paths that could
 * leave the root, which are rejected.
 */
export function placePaths(read: EntryColumns, options: PlacingOptions): PlacedEntries {
  const { remarks } = options
  const warnings: string[] = []
  if (remarks.mayUseBackslashes && hasOnlyBackslashes(read.pathBytes)) {
    for (const [at, byte] of read.pathBytes.entries()) if (byte === backslash) read.pathBytes[at] = slash
    warnings.push('The paths are written with backslashes, as Windows does: each was taken for a "/".')
  }
  const base = findBase(read, remarks.invokedFrom)
  const directory = base?.length === 0 ? '/' : base?.toString('utf8')
  if (directory !== undefined) {
    warnings.push(`All paths of this list are absolute: they are taken relative to ${JSON.stringify(directory)}.`)
  }
  const skippedBytes = base === undefined ? 0 : base.length + 1
  return { ...takeHarmless(read, skippedBytes, options), directory, warnings }
}

function hasOnlyBackslashes(pathBytes: Uint8Array): boolean {
  return pathBytes.includes(backslash) && !pathBytes.includes(slash)
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 32) >= 0x61 && (byte | 32) <= 0x7a
}

function isAbsolute(path: Buffer): boolean {
  return path[0] === slash || (isLetter(path[0]) && path[1] === colon && path[2] === slash)
}

function isBelow(path: Buffer, folder: Buffer): boolean {
  return (
    path.length > folder.length + 1 && path[folder.length] === slash && path.subarray(0, folder.length).equals(folder)
  )
}

/** The folder, without a slash at its end, that a list's paths are below if all of them are absolute. */
function findBase(columns: EntryColumns, invokedFrom: string | undefined): Buffer | undefined {
  if (columns.count === 0) return undefined
  const invoked = Buffer.from((invokedFrom ?? '').replaceAll('\\', '/').replace(/\/+$/u, ''))
  let isBelowInvoked = invokedFrom !== undefined && isAbsolute(Buffer.concat([invoked, Buffer.of(slash)]))
  let common = parentOf(readPathBytes(columns, 0))
  for (let row = 0; row < columns.count; row += 1) {
    const path = readPathBytes(columns, row)
    if (!isAbsolute(path)) return undefined
    isBelowInvoked &&= isBelow(path, invoked)
    while (!isBelow(path, common) && common.length > 0) common = parentOf(common)
  }
  const base = isBelowInvoked ? invoked : common
  // A base that climbs is none: its entries are rejected for being absolute.
  const isSound = base.length === 0 || findPathDanger(base.toString('latin1').replace(/^\//u, '')) === undefined
  return isSound && isBelow(readPathBytes(columns, 0), base) ? base : undefined
}

function parentOf(path: Buffer): Buffer {
  return path.subarray(0, Math.max(0, path.lastIndexOf(slash)))
}

/** Past "./" at the beginning, which is only seen here where it was written with a backslash. */
function skipDots(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at + 1 < end && bytes[at] === dot && bytes[at + 1] === slash) at += 2
  return at
}

function takeHarmless(
  read: EntryColumns,
  skippedBytes: number,
  { lines, notes, platform }: PlacingOptions,
): { columns: EntryColumns; rejected: RejectedEntry[] } {
  const rejected: RejectedEntry[] = []
  const kept = new Uint32Array(read.count)
  const paths = new EntryColumnsBuilder([], read.count)
  for (let row = 0; row < read.count; row += 1) {
    const end = read.pathOffsets[row + 1]!
    const start = skipDots(read.pathBytes, read.pathOffsets[row]! + skippedBytes, end)
    const path = viewAsBuffer(read.pathBytes, start, end)
    const danger = judgePath(path, platform, notes)
    if (danger === undefined) kept[paths.append(kindFile, read.pathBytes, start, end)] = row
    else rejected.push({ path: path.toString('utf8'), line: lines[row] ?? 0, reason: danger })
  }
  const { count, pathBytes, pathOffsets } = paths.finish()
  return { columns: { ...selectRows(read, kept.subarray(0, count)), pathBytes, pathOffsets }, rejected }
}
