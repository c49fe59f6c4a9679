import { lstatSync, readlinkSync, type BigIntStats } from 'node:fs'
import { isUtf8 } from 'node:buffer'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { digestOffsets } from '../table/entry-columns.ts'
import { BatchColumns } from './batch-columns.ts'
import { changedWhileReading, describeSystemError } from './entry-errors.ts'
import { walkedFile, walkedSymlink, walkedUnreadable, type BaseSlice, type EntryBatch } from './hash-protocol.ts'
import { readFileDigests, type ReadContext } from './read-file.ts'

export interface BatchContext extends ReadContext {
  readonly root: string
  readonly algorithms: readonly DigestAlgorithm[]
  readonly mode: 'contents' | 'metadata'
  readonly onFile: () => void
  /** Told before each entry, so that a thread that dies leaves the name of what it died on. */
  readonly onEntry: (index: number) => void
}

/** Where an entry is, as the system wants it: bytes where the name is not valid UTF-8. */
export function absolutePath(root: string, path: string, rawPath: Uint8Array | undefined): string | Buffer {
  const prefix = root.endsWith('/') ? root : `${root}/`
  return rawPath === undefined ? prefix + path : Buffer.concat([Buffer.from(prefix), rawPath])
}

/** Reads every entry of a batch into columns; undefined when cancelled half way. */
export function processBatch(batch: EntryBatch, context: BatchContext): BatchColumns | undefined {
  const columns = new BatchColumns(batch, context.algorithms)
  const offsets = digestOffsets(context.algorithms)
  for (let i = 0; i < batch.count; i += 1) {
    const kind = batch.kinds[i] ?? 0
    context.onEntry(i)
    if (columns.errors.has(i)) continue
    if (kind === walkedFile) {
      if (!processFile(columns, i, offsets, context)) return undefined
    } else if (kind === walkedSymlink) {
      readLink(columns, i, context.root)
    }
  }
  markSwappedFolders(columns, context.root)
  return columns
}

function pathOf(columns: BatchColumns, index: number, root: string): string | Buffer {
  return absolutePath(root, columns.paths[index] ?? '', columns.batch.rawPaths.get(index))
}

function processFile(columns: BatchColumns, index: number, offsets: number[], context: BatchContext): boolean {
  const path = pathOf(columns, index, context.root)
  if (context.mode === 'metadata') {
    recordMetadata(columns, index, path)
    context.onFile()
    return !context.isCancelled()
  }
  const { base } = columns.batch
  if (base !== undefined && base.known[index] === 1 && reuseBase(columns, index, path, base)) {
    context.onFile()
    return !context.isCancelled()
  }
  const outcome = readFileDigests(path, context)
  if (outcome.type === 'cancelled') return false
  if (outcome.type === 'large') {
    const { sizeBytes, stats } = outcome
    columns.deferred.push({ index, sizeBytes, inode: stats.ino, device: stats.dev })
    return true
  }
  context.onFile()
  if (outcome.type === 'error') {
    columns.errors.set(index, outcome.error)
    if (outcome.sizeBytes !== undefined) columns.sizes[index] = outcome.sizeBytes
  } else {
    recordStats(columns, index, outcome.stats, outcome.sizeBytes)
    columns.hexDigests[index] = outcome.digests
    for (let a = 0; a < offsets.length; a += 1) {
      columns.setDigest(index, offsets[a] ?? 0, a, outcome.digests[a] ?? '')
    }
  }
  return !context.isCancelled()
}

function recordStats(columns: BatchColumns, index: number, stats: BigIntStats, sizeBytes: number): void {
  columns.sizes[index] = sizeBytes
  columns.modifiedNs[index] = stats.mtimeNs
  columns.changedNs[index] = stats.ctimeNs
  columns.inodes[index] = stats.ino
  columns.modes[index] = Number(stats.mode) & 0o7777
}

function recordMetadata(columns: BatchColumns, index: number, path: string | Buffer): void {
  try {
    const stats = lstatSync(path, { bigint: true })
    if (!stats.isFile()) columns.errors.set(index, changedWhileReading('it is no longer a regular file'))
    recordStats(columns, index, stats, Number(stats.size))
  } catch (error) {
    columns.errors.set(index, describeSystemError(error))
  }
}

function lstatOrNothing(path: string | Buffer): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false })
  } catch {
    // Out of reach: the read that follows says why.
    return undefined
  }
}

/** Takes the base's digests when nothing that a write would touch has moved. */
function reuseBase(columns: BatchColumns, index: number, path: string | Buffer, base: BaseSlice): boolean {
  const stats = lstatOrNothing(path)
  if (stats === undefined || !stats.isFile()) return false
  const isSame =
    Number(stats.size) === base.sizes[index] &&
    stats.mtimeNs === base.modifiedNs[index] &&
    stats.ctimeNs === base.changedNs[index] &&
    stats.ino === base.inodes[index]
  if (!isSame) return false
  recordStats(columns, index, stats, Number(stats.size))
  const start = index * columns.stride
  columns.digests.set(base.digests.subarray(start, start + columns.stride), start)
  columns.digestFlags[index] = 0xff
  columns.reusedCount += 1
  columns.reusedBytes += Number(stats.size)
  return true
}

function readLink(columns: BatchColumns, index: number, root: string): void {
  try {
    const target = readlinkSync(pathOf(columns, index, root), { encoding: 'buffer' })
    const base64 = isUtf8(target) ? undefined : target.toString('base64')
    columns.targets.set(index, { text: target.toString('utf8'), base64 })
  } catch (error) {
    columns.errors.set(index, describeSystemError(error))
  }
}

function isSameFolder(path: string | Buffer, isRoot: boolean, inode: bigint): boolean {
  const stats = lstatOrNothing(path)
  return stats !== undefined && (stats.isDirectory() || isRoot) && stats.ino === inode
}

/**
 * A folder swapped for a link between the walk and the reads would lead outside the root: if a folder is not the one
 * that was walked, nothing below it is believed.
 */
function markSwappedFolders(columns: BatchColumns, root: string): void {
  const { batch } = columns
  if (batch.folderInodes.length > 0) {
    for (const [i, folder] of batch.folders.split('\0').entries()) {
      const path = folder === '' ? root : absolutePath(root, folder, undefined)
      if (isSameFolder(path, folder === '', batch.folderInodes[i] ?? 0n)) continue
      markBelow(columns, (index) => folder === '' || (columns.paths[index] ?? '').startsWith(`${folder}/`))
    }
  }
  for (const [folder, inode] of batch.rawFolders) {
    if (isSameFolder(absolutePath(root, '', Buffer.from(folder, 'latin1')), false, inode)) continue
    markBelow(columns, (index) => rawPathOf(batch, index).startsWith(`${folder}/`))
  }
}

/** What lies below a name that is not valid UTF-8 has a raw path itself. */
function rawPathOf(batch: EntryBatch, index: number): string {
  return Buffer.from(batch.rawPaths.get(index) ?? []).toString('latin1')
}

function markBelow(columns: BatchColumns, isBelow: (index: number) => boolean): void {
  for (let i = 0; i < columns.batch.count; i += 1) {
    if (columns.batch.kinds[i] === walkedUnreadable || !isBelow(i)) continue
    // A file that was read error-free from a folder that has gone keeps its own error, which says more.
    if (!columns.errors.has(i)) columns.errors.set(i, changedWhileReading('its folder was replaced'))
    columns.digestFlags[i] = 0
  }
}
