import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { manifestsFolder } from './workspace-path.ts'

/** Paths of the manifests in the workspace, in no order. Errors: those of the system, unless the folder is missing. */
export async function listManifestFiles(workspace: string): Promise<string[]> {
  const folder = manifestsFolder(workspace)
  try {
    const names = await readdir(folder)
    return names
      .filter((name) => name.endsWith('.manifest.json') && !name.startsWith('.'))
      .map((name) => join(folder, name))
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}
