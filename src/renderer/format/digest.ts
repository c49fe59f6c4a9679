import type { DigestAlgorithm } from '../../shared/model/digest.ts'

const names: Readonly<Record<DigestAlgorithm, string>> = {
  sha256: 'SHA-256',
  blake3: 'BLAKE3',
  sha512: 'SHA-512',
  sha384: 'SHA-384',
  sha1: 'SHA-1',
  md5: 'MD5',
  xxh3: 'XXH3',
  crc32: 'CRC-32',
}

const remarks: Readonly<Record<DigestAlgorithm, string>> = {
  sha256: 'The standard choice; every tool can check it',
  blake3: 'As strong, and several times faster',
  sha512: 'Stronger than most need',
  sha384: 'A shorter SHA-512',
  sha1: 'For old lists only: collisions are known',
  md5: 'For old lists only: collisions are easy to make',
  xxh3: 'Finds accidents, proves nothing against intent',
  crc32: 'For SFV lists only: finds most accidents, proves nothing',
}

/** In the order in which they are listed. */
export const listedAlgorithms = Object.keys(names) as DigestAlgorithm[]

/** A snapshot by CRC-32 would be trusted with more than it can tell. */
export const offeredAlgorithms = listedAlgorithms.filter((algorithm) => algorithm !== 'crc32')

export function nameAlgorithm(algorithm: DigestAlgorithm): string {
  return names[algorithm]
}

export function describeAlgorithm(algorithm: DigestAlgorithm): string {
  return remarks[algorithm]
}

export function shortenDigest(digest: string): string {
  return digest.slice(0, 8)
}
