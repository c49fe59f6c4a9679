import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { toReadError } from './read-errors.ts'
import { manifestsFolder } from './workspace-path.ts'

/** Paths of the manifests in the workspace, in no order. A missing folder has none. Errors: `permission-denied`, `read-failed`. */
export async function listManifestFiles(workspace: string): Promise<string[]> {
  const folder = manifestsFolder(workspace)
  try {
    const names = await readdir(folder)
    return names
      .filter((name) => name.endsWith('.manifest.json') && !name.startsWith('.'))
      .map((name) => join(folder, name))
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw toReadError(error, 'list manifests', folder)
  }
}
