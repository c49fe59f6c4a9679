import { AppError } from '../../shared/errors/app-error.ts'
import { createGlobMatcher, findGlobFault } from './glob-matcher.ts'

/** Files that operating systems litter folders with; shown to the user and can be kept. */
export const junkGlobs: readonly string[] = [
  '.DS_Store',
  '._*',
  '.Spotlight-V100/',
  '.Trashes/',
  '.fseventsd/',
  'Thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '$RECYCLE.BIN/',
  'System Volume Information/',
  '.directory',
]

export interface FilterOptions {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly isJunkExcluded: boolean
}

export interface PathFilter {
  /** Whether the walk leaves the path out; a folder left out is not entered. */
  isLeftOut(path: string, isFolder: boolean): boolean
}

/** Globs of one option, sorted by what they cost: a set of names, matchers of a name, matchers of a whole path. */
interface GlobSet {
  readonly names: ReadonlySet<string>
  readonly folderNames: ReadonlySet<string>
  readonly matchers: readonly Matcher[]
}

interface Matcher {
  readonly matches: (text: string) => boolean
  readonly isFolderOnly: boolean
  readonly isWholePath: boolean
}

const globCharacters = /[*?[\]{}()!+@\\]/

function stripGlob(pattern: string, option: string): string {
  const bare = pattern.replace(/\/+$/, '')
  if (bare === '' || bare.includes('\0')) {
    throw badGlob(pattern, option, 'is not a glob. Give a name such as "*.tmp" or a path such as "build/".')
  }
  const fault = findGlobFault(bare)
  if (fault !== undefined) throw badGlob(pattern, option, `${fault}.`)
  return bare
}

const maxShownLength = 100

function badGlob(pattern: string, option: string, reason: string): AppError {
  const shown = pattern.length > maxShownLength ? `${pattern.slice(0, maxShownLength)}…` : pattern
  const message = `${option}: ${JSON.stringify(shown)} ${reason}`
  return new AppError({ code: 'bad-usage', operation: 'read filters', message })
}

/**
 * Globs as in gitignore(5): without a slash one matches a name at any depth, with one it is anchored at the root, a
 * slash at its end restricts it to folders.
 */
function compileGlobs(patterns: readonly string[], option: string): GlobSet {
  const names = new Set<string>()
  const folderNames = new Set<string>()
  const matchers: Matcher[] = []
  for (const pattern of patterns) {
    const bare = stripGlob(pattern, option)
    const isFolderOnly = pattern.endsWith('/')
    const isWholePath = bare.includes('/')
    if (isWholePath || globCharacters.test(bare)) {
      const matches = createGlobMatcher(bare.replace(/^\//, ''), true)
      matchers.push({ matches, isFolderOnly, isWholePath })
    } else {
      ;(isFolderOnly ? folderNames : names).add(bare)
    }
  }
  return { names, folderNames, matchers }
}

function matchesAny(globs: GlobSet, path: string, isFolder: boolean): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (globs.names.has(name) || (isFolder && globs.folderNames.has(name))) return true
  for (const matcher of globs.matchers) {
    if ((isFolder || !matcher.isFolderOnly) && matcher.matches(matcher.isWholePath ? path : name)) return true
  }
  return false
}

/** Whether the path or a folder above it matches: including a folder includes what is in it. */
function matchesWithin(globs: GlobSet, path: string): boolean {
  if (matchesAny(globs, path, false)) return true
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    if (matchesAny(globs, path.slice(0, slash), true)) return true
  }
  return false
}

/**
 * The filter of one scan: left out is what an exclude or junk glob matches, and, where there are include globs, every
 * file that none of them matches. Throws `bad-usage` for an empty glob and one with a fault.
 */
export function createPathFilter(options: FilterOptions): PathFilter {
  const include = compileGlobs(options.include, 'include')
  const exclude = compileGlobs([...options.exclude, ...(options.isJunkExcluded ? junkGlobs : [])], 'exclude')
  const hasInclude = options.include.length > 0
  return {
    isLeftOut: (path, isFolder) =>
      matchesAny(exclude, path, isFolder) || (!isFolder && hasInclude && !matchesWithin(include, path)),
  }
}
