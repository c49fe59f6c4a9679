import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** A file is never written through a link of its own, so that links of its folder are all that can hide which one it is. */
export async function resolveFolderLinks(path: string): Promise<string> {
  const folder = await realpath(dirname(path)).catch(() => dirname(path))
  return join(folder, basename(path))
}
