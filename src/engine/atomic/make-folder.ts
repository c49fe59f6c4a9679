import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined)
  return stats?.isDirectory() ?? false
}

/**
 * Makes a folder and those above it that are missing. Node's own `recursive` never comes back where the system says of a
 * folder that is there that it is not, as Linux does of one to be made in /proc. Throws the system's error.
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return
  const parent = dirname(path)
  if (parent !== path) await makeFolder(parent)
  try {
    await mkdir(path)
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!(await isFolder(path))) throw error
  }
}
