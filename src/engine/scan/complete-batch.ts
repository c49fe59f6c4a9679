import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { BatchResult, EntryBatch, LargeResult } from '../hash/hash-protocol.ts'
import { writeLines } from '../hash/write-lines.ts'
import { digestOffsets, digestStrideOf } from '../table/entry-columns.ts'

/** A batch whose small files are done and whose large ones are still being read. */
export interface OpenBatch {
  readonly batch: EntryBatch
  readonly result: BatchResult
  remaining: number
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Fills a large file's row in its batch. */
export function applyLarge(open: OpenBatch, large: LargeResult, algorithms: readonly DigestAlgorithm[]): void {
  const { result } = open
  const { index } = large
  open.remaining -= 1
  // Its folder was swapped while the batch was read: that stands, whatever a later read found.
  if (result.errors.has(index)) return
  result.sizes[index] = large.sizeBytes
  if (large.error !== undefined) {
    ;(result.errors as Map<number, typeof large.error>).set(index, large.error)
    return
  }
  result.modifiedNs[index] = large.modifiedNs
  result.changedNs[index] = large.changedNs
  result.inodes[index] = large.inode
  result.modes[index] = large.mode
  const digests = toBuffer(result.digests)
  const stride = digestStrideOf(algorithms)
  for (const [a, offset] of digestOffsets(algorithms).entries()) {
    digests.write(large.digests[a] ?? '', index * stride + offset, 'hex')
    result.digestFlags[index] = (result.digestFlags[index] ?? 0) | (1 << a)
  }
}

/** The batch with its lines, written here because its worker could not. */
export function finishOpenBatch(
  open: OpenBatch,
  algorithms: readonly DigestAlgorithm[],
  hasLines: boolean,
): BatchResult {
  if (!hasLines) return open.result
  const source = {
    ...open.result,
    batch: open.batch,
    paths: open.batch.paths.split('\0'),
    stride: digestStrideOf(algorithms),
    digests: toBuffer(open.result.digests),
  }
  const { lines, subtreeRoot, leaves } = writeLines(source, algorithms)
  return { ...open.result, lines: new Uint8Array(lines), subtreeRoot, leaves }
}
