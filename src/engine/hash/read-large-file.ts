import { open, type FileHandle } from 'node:fs/promises'
import { changedWhileReading, describeSystemError } from './entry-errors.ts'
import { describeChange, openFlags, type ReadContext, type ReadOutcome } from './read-file.ts'

/**
 * As `readFileDigests`, without blocking the thread between chunks: for a host's own thread, where signals and timers have
 * to be served while a large file is read.
 */
export async function readLargeFileDigests(path: string, context: ReadContext): Promise<ReadOutcome> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, openFlags)
    return await readOpenHandle(handle, context)
  } catch (error) {
    return { type: 'error', error: describeSystemError(error) }
  } finally {
    await handle?.close()
  }
}

async function readOpenHandle(handle: FileHandle, context: ReadContext): Promise<ReadOutcome> {
  const { buffer, digesters } = context
  const before = await handle.stat({ bigint: true })
  if (!before.isFile()) return { type: 'error', error: changedWhileReading('it is no longer a regular file') }
  const sizeBytes = Number(before.size)
  for (const digester of digesters) digester.start()
  let bytes = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null)
    if (bytesRead === 0) break
    for (const digester of digesters) digester.update(buffer.subarray(0, bytesRead))
    bytes += bytesRead
    context.onBytes(bytesRead)
    if (context.isCancelled()) return { type: 'cancelled' }
  }
  const after = await handle.stat({ bigint: true })
  const change = describeChange(before, after, bytes)
  if (change !== undefined) return { type: 'error', error: changedWhileReading(change), sizeBytes }
  return { type: 'read', stats: after, sizeBytes: bytes, digests: digesters.map((digester) => digester.finish()) }
}
