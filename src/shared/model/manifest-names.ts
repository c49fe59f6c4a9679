/** Endings of the files that a manifest is likely in, in any format; only its content tells for sure. */
export const manifestExtensions = [
  'json',
  'md5',
  'sha1',
  'sha256',
  'sha384',
  'sha512',
  'b3',
  'blake3',
  'xxh3',
  'sfv',
  'hashdeep',
  'checksums',
  'sums',
] as const

const ending = new RegExp(`\\.(?:${manifestExtensions.join('|')})$`, 'iu')
/** As publishers of archives call their lists. */
const listName = /^(?:(?:sha-?\d+|md5|b3|blake3)sums?|checksums?|hashes|manifest-(?:md5|sha\d+))(?:\.txt)?$/iu

/** Whether a file's name promises a manifest, so that it may be offered before other files. */
export function isManifestName(name: string): boolean {
  return ending.test(name) || listName.test(name)
}
