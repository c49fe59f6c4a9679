import { statSync } from 'node:fs'
import { resolve } from 'node:path'

export type OpenedPath = { readonly path: string; readonly type: 'folder' | 'file' }

/**
 * The folder or file named on the command line, absolute. Electron run from sources has the path of the app first, among
 * switches.
 */
export function startArgument(argv: readonly string[], isDefaultApp: boolean): string | null {
  const words = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'))
  const given = words[isDefaultApp ? 1 : 0]
  return given === undefined ? null : resolve(given)
}

/** What a path given by the system is now; null when there is nothing to open. */
export function describePath(path: string): OpenedPath | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return null
  return { path, type: stats.isDirectory() ? 'folder' : 'file' }
}
