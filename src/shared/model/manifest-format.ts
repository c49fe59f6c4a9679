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
