import { readSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { isMainThread } from 'node:worker_threads'
import type { ManifestFile } from './manifest-file.ts'

const newline = 0x0a
export const blockBytes = 4 * 1024 * 1024
const minBlockBytes = 64 * 1024
/** The longest line read: one entry with a path of 4 KiB takes some 30 KiB when every character is escaped. */
export const maxLineBytes = 16 * 1024 * 1024

/** Whole lines in `bytes[start, end)`. The last block of a file may end without a newline. */
export interface LineBlock {
  /** Valid until the next block is asked for; the byte before `start` may be written over. */
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  /** Where `start` is in the file. */
  readonly offset: number
  readonly isLast: boolean
}

/** Told of the bytes of a file as they are read, in their order; they are valid until it returns. */
export type OnBytes = (bytes: Uint8Array) => void

export interface BlockOptions {
  /** To read into, as long as no line is longer. */
  readonly buffer?: Buffer | undefined
  readonly onBytes?: OnBytes | undefined
}

/** A thread that only reads has nothing else to do meanwhile, and asking others to read costs it a tenth of its time. */
async function readMore(handle: FileHandle, bytes: Buffer, filled: number, position: number): Promise<number> {
  if (isMainThread) return (await handle.read(bytes, filled, bytes.length - filled, position)).bytesRead
  await new Promise(setImmediate)
  return readSync(handle.fd, bytes, filled, bytes.length - filled, position)
}

/**
 * Reads a file from `from` in blocks of whole lines of about 4 MiB, in one reused buffer. A line over 16 MiB comes in pieces, which no reader takes for a line of a manifest.
 */
export async function* readLineBlocks(
  { handle, sizeBytes }: ManifestFile,
  from: number,
  { buffer, onBytes }: BlockOptions = {},
): AsyncGenerator<LineBlock> {
  let bytes = buffer ?? Buffer.allocUnsafe(Math.min(blockBytes, Math.max(minBlockBytes, sizeBytes)))
  // The first byte is spare, so that a line can borrow the byte before it.
  let filled = 1
  let offset = from
  for (;;) {
    const bytesRead = await readMore(handle, bytes, filled, offset + filled - 1)
    onBytes?.(bytes.subarray(filled, filled + bytesRead))
    filled += bytesRead
    const isLast = bytesRead === 0
    const end = isLast ? filled : bytes.lastIndexOf(newline, filled - 1) + 1
    if (end > 1 || isLast) yield { bytes, start: 1, end: Math.max(end, 1), offset, isLast }
    if (isLast) return
    if (end > 1) {
      bytes.copy(bytes, 1, end, filled)
      offset += end - 1
      filled = filled - end + 1
    } else if (filled === bytes.length) {
      if (bytes.length > maxLineBytes) return
      bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)])
    }
  }
}
