import type { DigestAlgorithm } from './digest.ts'

/** Formats a manifest can be read from. */
export const manifestFormats = [
  'assay-manifest',
  'run-manifest',
  'gnu-checksums',
  'bsd-checksums',
  'hashdeep',
  'sfv',
] as const
export type ManifestFormat = (typeof manifestFormats)[number]

const withoutSizes: readonly ManifestFormat[] = ['gnu-checksums', 'bsd-checksums', 'sfv']

/** Whether a format tells the size of each file: where it does not, sizes add up to nothing. */
export function tellsSizes(format: ManifestFormat): boolean {
  return !withoutSizes.includes(format)
}

/** Formats a manifest can be written in. */
export const writableFormats = [
  'assay-manifest',
  'run-manifest',
  'gnu-checksums',
  'bsd-checksums',
  'hashdeep',
  'csv',
] as const
export type WritableFormat = (typeof writableFormats)[number]

export const defaultFormat: WritableFormat = 'assay-manifest'

/** The digests taken where none are asked for: those in which lists in that format usually are. */
export function usualAlgorithms(format: WritableFormat): readonly DigestAlgorithm[] {
  if (format === 'run-manifest') return ['md5']
  return format === 'hashdeep' ? ['md5', 'sha256'] : ['sha256']
}
