import { setFile, type ManifestColumns } from './manifest-columns.ts'

/** Carries over what was found of files from one reading of a manifest to another, for records that are the same. */
export function keepFiles(from: ManifestColumns, to: ManifestColumns): void {
  const places = new Map(from.checksums.map((checksum, at) => [checksum, at]))
  to.checksums.forEach((checksum, at) => {
    const before = places.get(checksum)
    const file = before === undefined ? undefined : from.files[before]
    if (before === undefined || file === undefined || from.paths[before] !== to.paths[at]) return
    // What a person is told of it depends on the size recorded, too.
    if (Object.is(from.sizes[before], to.sizes[at])) setFile(to, at, file)
  })
}
