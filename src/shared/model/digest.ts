/**
 * Digest algorithms Assay knows: each works in Node's OpenSSL and in Electron's BoringSSL, or ships its own binary. At most
 * eight: which of them are known of an entry is told by the bits of one byte.
 */
export const digestAlgorithms = ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'blake3', 'xxh3', 'crc32'] as const

export type DigestAlgorithm = (typeof digestAlgorithms)[number]

/** Length of a digest in bytes, by algorithm. */
export const digestLengthBytes: Readonly<Record<DigestAlgorithm, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha384: 48,
  sha512: 64,
  blake3: 32,
  xxh3: 8,
  crc32: 4,
}

export function isDigestAlgorithm(name: string): name is DigestAlgorithm {
  return (digestAlgorithms as readonly string[]).includes(name)
}
