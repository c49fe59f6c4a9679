import { statSync, type BigIntStats } from 'node:fs'
import { AppError } from '../../../shared/errors/app-error.ts'
import { systemErrorCode } from '../../../shared/errors/system-error.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { formatTimestampNs } from '../../table/timestamp.ts'
import type { ArtifactRecord } from './artifact-records.ts'

/** An artifact in its place. */
export interface JudgedArtifact {
  readonly sizeBytes: number
  readonly isRecorded: boolean
  readonly isAltered: boolean
}

const maxKept = 100_000
/** Digests read by this process: an artifact that was copied with a new time is read once. */
const digests = new Map<string, string>()

/**
 * Holds an artifact against what its build recorded: size and time that agree are believed, another size is an alteration,
 * and of another time the SHA-256 decides, the only
 * case to wait for. Undefined where no regular file is in its place. Errors: `read-failed`,
 * `cancelled`.
 */
export function judgeArtifact(
  path: string,
  facts: readonly ArtifactRecord[],
  signal: AbortSignal | undefined,
): JudgedArtifact | undefined | Promise<JudgedArtifact> {
  const stats = lookAtArtifact(path)
  if (stats === undefined) return undefined
  const sizeBytes = Number(stats.size)
  if (facts.length === 0) return { sizeBytes, isRecorded: false, isAltered: false }
  const modifiedUtc = formatTimestampNs(stats.mtimeNs)
  let hasItsSize = false
  for (const fact of facts) {
    if (fact.sizeBytes !== sizeBytes) continue
    if (fact.modifiedUtc === modifiedUtc) return { sizeBytes, isRecorded: true, isAltered: false }
    hasItsSize = true
  }
  if (!hasItsSize) return { sizeBytes, isRecorded: true, isAltered: true }
  const key = `${sizeBytes} ${stats.mtimeNs} ${stats.ino} ${path}`
  return readDigest(path, key, signal).then((sha256) => {
    const isBuilt = facts.some((fact) => fact.sizeBytes === sizeBytes && fact.sha256 === sha256)
    return { sizeBytes, isRecorded: true, isAltered: !isBuilt }
  })
}

/** Undefined where there is no regular file, or a link that leads to none. Errors: `read-failed`. */
export function lookAtArtifact(path: string): BigIntStats | undefined {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
    return stats?.isFile() === true ? stats : undefined
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ELOOP') return undefined
    const message = `${path} could not be looked at: ${code}.`
    throw new AppError({ code: 'read-failed', operation: 'look at artifact', path, message, cause: error })
  }
}

/** Undefined where the file cannot be read: then nothing says it is what was built. */
async function readDigest(path: string, key: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  const known = digests.get(key)
  if (known !== undefined) return known
  const { hashFiles } = await import('../../hash/hash-files.ts')
  for await (const file of hashFiles([path], ['sha256'], { signal })) {
    throwIfCancelled(signal, 'read artifact')
    const sha256 = 'digests' in file ? file.digests.sha256 : undefined
    if (digests.size >= maxKept) digests.clear()
    if (sha256 !== undefined) digests.set(key, sha256)
    return sha256
  }
  return undefined
}
