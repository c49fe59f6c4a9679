import { lstatSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { systemErrorCode } from '../../../shared/errors/system-error.ts'
import { Pauses } from '../../run/pauses.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { listFolder } from '../../walk/list-folder.ts'
import { createGlobMatcher } from '../../walk/glob-matcher.ts'

export interface GlobSearch {
  /** Absolute. */
  readonly root: string
  readonly glob: string
  /** Absolute paths of folders not searched. */
  readonly leftOut: ReadonlySet<string>
  readonly signal: AbortSignal | undefined
}

export interface GlobFiles {
  /** Absolute, in byte order. */
  readonly paths: readonly string[]
  readonly warnings: readonly string[]
}

const globCharacters = /[*?[\]{}\\]/u

/**
 * Regular files, and links to some, that a glob finds, in byte order. Neither names that begin with a dot nor links to
 * folders are followed unless the glob names them. Errors: `cancelled`, within a moment however much there is to search.
 */
export async function findGlobFiles({ root, glob, leftOut, signal }: GlobSearch): Promise<GlobFiles> {
  const segments = glob.split('/')
  const literalCount = segments.findIndex((segment) => globCharacters.test(segment))
  if (literalCount === -1) {
    const path = resolve(root, glob)
    return { paths: isFile(path) ? [path] : [], warnings: [] }
  }
  // A glob that begins with a slash is of the whole disk, as a path would be.
  const start = resolve(root, segments.slice(0, literalCount).join('/') || (glob.startsWith('/') ? '/' : '.'))
  const pattern = segments.slice(literalCount).join('/')
  const matches = createGlobMatcher(pattern, false)
  const maxDepth = pattern.includes('**') ? Number.POSITIVE_INFINITY : pattern.split('/').length
  const paths: string[] = []
  const warnings: string[] = []
  const pauses = new Pauses()
  const search = async (folder: string, prefix: string, depth: number): Promise<void> => {
    for (const name of listNames(folder, warnings)) {
      if (pauses.isDue) {
        await pauses.take()
        throwIfCancelled(signal, 'read plan')
      }
      const path = prefix + name.text
      const whole = join(folder, name.text)
      if (name.isFolder) {
        if (depth < maxDepth && !leftOut.has(whole) && !name.text.startsWith('.'))
          await search(whole, `${path}/`, depth + 1)
      } else if (matches(path) && isFile(whole)) paths.push(whole)
    }
  }
  await search(start, '', 1)
  return { paths, warnings }
}

interface Name {
  readonly text: string
  readonly isFolder: boolean
}

function listNames(folder: string, warnings: string[]): Name[] {
  try {
    const { items } = listFolder(folder, true)
    const names = items.map((item) =>
      typeof item === 'string'
        ? { text: item, isFolder: false, isRaw: false }
        : { text: item.name, isFolder: item.isFolder, isRaw: item.raw !== undefined },
    )
    const rawCount = names.filter((name) => name.isRaw).length
    if (rawCount > 0) warnings.push(`${folder}: ${rawCount} names are not UTF-8 and cannot be inputs.`)
    return names.filter((name) => !name.isRaw)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code !== 'ENOENT' && code !== 'ENOTDIR') warnings.push(`${folder} could not be searched: ${code}.`)
    return []
  }
}

function isFile(path: string): boolean {
  try {
    const stats = lstatSync(path)
    return stats.isFile() || (stats.isSymbolicLink() && statSync(path).isFile())
  } catch {
    // What cannot be looked at, or has gone since, is no input.
    return false
  }
}
