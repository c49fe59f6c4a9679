import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Where folders really are, each asked for once: one file is found under several spellings and links of its folder. */
export class RealFolders {
  private readonly known = new Map<string, string | null>()

  /** Null where there is no such folder, or it cannot be reached. */
  find(folder: string): string | null {
    const before = this.known.get(folder)
    if (before !== undefined) return before
    let found: string | null = null
    try {
      found = realpathSync(folder)
    } catch {
      // Nothing can be there then; whoever opens the file hears why.
    }
    this.known.set(folder, found)
    return found
  }

  /** The file with the links of its folder resolved; as it is where that folder is not there. */
  resolveFile(location: string): string {
    const folder = this.find(dirname(location))
    return folder === null ? location : join(folder, basename(location))
  }
}
