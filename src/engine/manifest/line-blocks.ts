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

/**
 * Reads a file from `from` in blocks of whole lines of about 4 MiB, in one reused buffer: `given`, as long as no line is
 * longer. A line over 16 MiB comes in pieces, which no reader takes for a line of a manifest.
 */
export async function* readLineBlocks(
  { handle, sizeBytes }: ManifestFile,
  from: number,
  given?: Buffer,
): AsyncGenerator<LineBlock> {
  let bytes = given ?? Buffer.allocUnsafe(Math.min(blockBytes, Math.max(minBlockBytes, sizeBytes)))
  // The first byte is spare, so that a line can borrow the byte before it.
  let filled = 1
  let offset = from
  for (;;) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled - 1)
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
