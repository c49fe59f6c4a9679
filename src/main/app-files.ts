import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Reads one file of the app, by a key of `listAppFiles`. */
export type ReadAppFile = (key: string) => Promise<Buffer> | null

/**
 * Lists a folder of the app once. This is the one place of the main process whose file system reads Electron's
 * archives, because the app itself is one; everything else is bundled with the original file system.
 */
export function openAppFiles(directory: string): ReadAppFile {
  const paths = new Map(listFiles(directory, '').map((key) => [key, join(directory, key)]))
  return (key) => {
    const path = paths.get(key)
    return path === undefined ? null : readFile(path)
  }
}

function listFiles(directory: string, below: string): string[] {
  return readdirSync(join(directory, below), { withFileTypes: true }).flatMap((entry) => {
    const key = `${below}/${entry.name}`
    return entry.isDirectory() ? listFiles(directory, key) : [key]
  })
}
