import type { BigIntStats } from 'node:fs'
import { stat, type FileHandle } from 'node:fs/promises'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { manifestError } from '../manifest/manifest-error.ts'
import { withManifestFile } from '../manifest/manifest-file.ts'

/** Two million records or so; more is no ledger that is written anew with each save. */
const maxManifestBytes = 1024 ** 3
/** How often a file is read again that somebody writes in place meanwhile. */
const maxReads = 3

/** Tells one version of a file from another. */
export interface ManifestIdentity {
  readonly sizeBytes: number
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
  readonly inode: bigint
}

export interface ManifestBytes {
  readonly bytes: Buffer
  readonly identity: ManifestIdentity
}

function identify(stats: BigIntStats): ManifestIdentity {
  return { sizeBytes: Number(stats.size), mtimeNs: stats.mtimeNs, ctimeNs: stats.ctimeNs, inode: stats.ino }
}

export function isSameVersion(a: ManifestIdentity | undefined, b: ManifestIdentity | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.sizeBytes === b.sizeBytes && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.inode === b.inode
}

/** The version that stands under a path now; undefined when there is nothing. Throws the system's error for anything else. */
export async function identifyManifest(path: string): Promise<ManifestIdentity | undefined> {
  try {
    return identify(await stat(path, { bigint: true }))
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Reads a manifest whole. Errors as `readProcessManifest`. */
export function readManifestBytes(path: string): Promise<ManifestBytes> {
  return withManifestFile(path, async ({ handle }) => {
    for (let reads = 1; ; reads += 1) {
      const before = identify(await handle.stat({ bigint: true }))
      if (before.sizeBytes > maxManifestBytes) {
        throw manifestError('manifest-invalid', path, 'is larger than 1 GiB, which no process manifest is.')
      }
      const bytes = await readWhole(handle, before.sizeBytes)
      const after = identify(await handle.stat({ bigint: true }))
      if (isSameVersion(before, after) || reads === maxReads) return { bytes, identity: after }
    }
  })
}

async function readWhole(handle: FileHandle, sizeBytes: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(sizeBytes)
  let length = 0
  while (length < sizeBytes) {
    const { bytesRead } = await handle.read(bytes, length, sizeBytes - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}
