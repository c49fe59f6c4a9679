import { closeSync, openSync, readSync } from 'node:fs'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { BlockBase } from './block-base.ts'
import {
  blockHeadBytes,
  decodeBlock,
  decodeHeader,
  magic,
  readBlockLength,
  type CacheBlock,
  type ScanCacheHeader,
} from './scan-cache-format.ts'

const maxHeaderBytes = 4096

function readExactly(descriptor: number, length: number): Buffer | undefined {
  const bytes = Buffer.from(new ArrayBuffer(length))
  let done = 0
  while (done < length) {
    const count = readSync(descriptor, bytes, done, length - done, null)
    if (count === 0) return undefined
    done += count
  }
  return bytes
}

function readHeader(descriptor: number): ScanCacheHeader | undefined {
  const start = readExactly(descriptor, magic.length + 4)
  if (start === undefined || !start.subarray(0, magic.length).equals(magic)) return undefined
  const length = start.readUInt32LE(magic.length)
  const json = length <= maxHeaderBytes ? readExactly(descriptor, length) : undefined
  return json === undefined ? undefined : decodeHeader(json)
}

/**
 * Opens the digests that an earlier scan kept; undefined when there are none for these algorithms. Damaged blocks and
 * what follows them are not used. Close it when done.
 */
export function openScanCache(path: string, algorithms: readonly DigestAlgorithm[]): ScanCacheReader | undefined {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    // No cache is the common case, and any other fault only means that files are read again.
    return undefined
  }
  try {
    const header = readHeader(descriptor)
    if (header !== undefined && header.algorithms.join() === algorithms.join()) {
      return new ScanCacheReader(descriptor, header)
    }
  } catch {
    // Damaged: read everything.
  }
  closeSync(descriptor)
  return undefined
}

/** The digests that an earlier scan kept in a file. */
export class ScanCacheReader extends BlockBase {
  private readonly descriptor: number
  private readonly header: ScanCacheHeader
  private isOpen = true

  constructor(descriptor: number, header: ScanCacheHeader) {
    super(header)
    this.descriptor = descriptor
    this.header = header
  }

  close(): void {
    if (this.isOpen) closeSync(this.descriptor)
    this.isOpen = false
  }

  protected readBlock(): CacheBlock | undefined {
    if (!this.isOpen) return undefined
    try {
      const head = readExactly(this.descriptor, blockHeadBytes)
      const length = head === undefined ? undefined : readBlockLength(head)
      const payload = length === undefined ? undefined : readExactly(this.descriptor, length)
      if (head === undefined || payload === undefined) return undefined
      return decodeBlock(head, payload, this.header)
    } catch {
      // A cache that cannot be read only means that files are.
      return undefined
    }
  }
}
