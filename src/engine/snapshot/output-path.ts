import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { makeFolder } from '../atomic/make-folder.ts'
import { toWriteError } from '../atomic/write-errors.ts'
import { listedPathOf } from './listed-path.ts'
import type { SnapshotOptions } from './snapshot-options.ts'

const maxFolderNameBytes = 100

/** A folder's name as a part of a file name: nothing that a shell or a file system stumbles over, and not too long. */
function safeName(directory: string): string {
  const name = basename(directory).replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
  let short = name
  while (Buffer.byteLength(short) > maxFolderNameBytes) short = short.slice(0, -1)
  return short === '' || /^\.+$/.test(short) ? 'root' : short
}

/** Lists have the names that the tools they are for look for. */
function extensionOf({ format, algorithms }: SnapshotOptions): string {
  if (format === 'gnu-checksums') return algorithms[0] ?? 'txt'
  if (format === 'bsd-checksums') return 'checksums'
  return format === 'hashdeep' || format === 'csv' ? format : 'manifest.json'
}

/** Where the manifest goes; the workspace's own folder is made when need be. Errors: those of a write. */
export async function resolveOutput(options: SnapshotOptions, directory: string, runId: string): Promise<string> {
  if (options.output !== undefined) return resolve(options.output)
  const folder = join(options.workspace, 'manifests')
  try {
    await makeFolder(folder)
  } catch (error) {
    throw toWriteError(error, folder)
  }
  return join(folder, `${safeName(directory)}_${runId}.${extensionOf(options)}`)
}

/**
 * Those of the absolute `paths` that lie inside the root, relative to it with `/`: they are Assay's own. One that is spelled
 * in another case than it is listed comes in both, because it may be replaced under either.
 */
export function findOwnPaths(root: string, paths: readonly string[]): string[] {
  const realRoot = listedPathOf(root)
  const inside = paths
    .flatMap(spellingsOf)
    .map((path) => relative(realRoot, path))
    .filter((path) => path !== '' && path !== '..' && !path.startsWith(`..${sep}`))
  return [...new Set(inside.map((path) => path.split(sep).join('/')))].toSorted()
}

function spellingsOf(path: string): string[] {
  const listed = listedPathOf(path)
  const given = join(dirname(listed), basename(path))
  return given !== listed && given.toLowerCase() === listed.toLowerCase() ? [listed, given] : [listed]
}
