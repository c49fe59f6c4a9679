import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { openDurableFile } from './durable-file.ts'

export interface WrittenFile {
  /** Absolute. */
  readonly path: string
  readonly sizeBytes: number
  /** Hex, of the whole file. */
  readonly sha256: string
}

/**
 * Writes a file piece by piece so that it appears under its name only when it is whole and on disk. Errors: whatever the
 * chunks throw, and those of a durable write; then an older file of that name stands as it was, as it does with `isReplacing` false (`already-exists`).
 */
export async function writeChunks(
  target: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  isReplacing = true,
): Promise<WrittenFile> {
  const file = await openDurableFile(target)
  const hash = createHash('sha256')
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      await file.write(chunk)
    }
    await file.commit(isReplacing)
  } finally {
    await file.abort()
  }
  return { path: resolve(target), sizeBytes: file.bytesWritten, sha256: hash.digest('hex') }
}
