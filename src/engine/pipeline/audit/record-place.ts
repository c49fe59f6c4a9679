import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'

/** Where the file of a record is to be looked for. */
export interface RecordPlace {
  /** As it is opened: an absolute path of the record stays as it is. Null where it leads out of the base folder. */
  readonly location: string | null
  /** The folder a relative path starts at; undefined for an absolute one. */
  readonly base: string | undefined
}

/** Whether an absolute path without `..` lies in a folder, or is it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/**
 * Resolves the path of a record: an absolute one is taken as it is, which is what the format holds; a relative one starts
 * at `base` and must not climb out of it.
 */
export function placeOf(path: string, base: string): RecordPlace {
  if (isAbsolute(path)) return { location: path, base: undefined }
  const location = resolve(base, path)
  return { location: isWithin(base, location) ? location : null, base }
}

/** What two spellings of one location have in common; links are not looked at. */
export function spellOf(location: string): string {
  return resolve(location)
}

/** The folder of relative paths, unless the caller names one: that of the manifest. */
export function baseFolderOf(manifestPath: string, baseFolder: string | undefined): string {
  return baseFolder ?? dirname(manifestPath)
}
