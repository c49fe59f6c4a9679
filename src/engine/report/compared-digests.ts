import { digestAlgorithms, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { Entry } from '../../shared/model/entry.ts'
import type { Finding } from '../../shared/model/verdict.ts'

/** Where there are several digests, the first of these is shown: those that prove most first. */
const byStrength: readonly DigestAlgorithm[] = ['sha256', 'blake3', 'sha512', 'sha384', 'sha1', 'md5', 'xxh3']
const order: readonly DigestAlgorithm[] = [...new Set([...byStrength, ...digestAlgorithms])]

export interface ShownDigest {
  readonly algorithm: DigestAlgorithm
  readonly digest: string
}

/** A digest of each side for a table with room for one: of the same algorithm wherever both sides have one in common. */
export function pickDigests({ left, right }: Finding): {
  left: ShownDigest | undefined
  right: ShownDigest | undefined
} {
  const common = order.find((name) => left?.digests[name] !== undefined && right?.digests[name] !== undefined)
  return { left: pickDigest(left, common), right: pickDigest(right, common) }
}

function pickDigest(entry: Entry | undefined, wanted: DigestAlgorithm | undefined): ShownDigest | undefined {
  const algorithm = wanted ?? order.find((name) => entry?.digests[name] !== undefined)
  const digest = algorithm === undefined ? undefined : entry?.digests[algorithm]
  return algorithm === undefined || digest === undefined ? undefined : { algorithm, digest }
}
