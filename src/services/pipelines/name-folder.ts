import { basename, dirname } from 'node:path'

/** Names that folders of manifests have in any pipeline. */
const usualNames: ReadonlySet<string> = new Set(['manifests', 'manifest', 'etl', 'data'])

/** What a folder of manifests is called in a list: the closest name in its path that tells it from those of others. */
export function nameFolder(path: string): string {
  for (let folder = path; dirname(folder) !== folder; folder = dirname(folder)) {
    const name = basename(folder)
    if (!usualNames.has(name.toLowerCase())) return name
  }
  return basename(path) || path
}
