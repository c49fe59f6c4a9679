import type { EntryColumns } from './entry-columns.ts'
import { compareByteRanges, lowerBoundOfPath, readPathBytes, replacementCharacter } from './entry-reader.ts'
import { groupByParent, type Grouping } from './grouping.ts'

export const rootFolder = 0
const slash = 0x2f

/**
 * The folders that the paths of a manifest imply, numbered in the order their first entries come. Everything below a
 * folder is a range, both of entries and of folders, because paths are in byte order. Folder 0 is the root.
 */
export interface FolderIndex {
  readonly count: number
  readonly parents: Int32Array
  /** Components in the folder's path; 0 for the root. */
  readonly depths: Uint32Array
  readonly firstEntries: Uint32Array
  readonly endEntries: Uint32Array
  /** One past the last folder below each folder. */
  readonly endFolders: Uint32Array
  /** Bytes of the folder's path, the beginning of its first entry's path. */
  readonly pathLengths: Uint32Array
  readonly folderOfEntry: Uint32Array
}

/** Builds the folder index in one pass over the path bytes; depth costs no call stack. */
export function buildFolderIndex(columns: EntryColumns): FolderIndex {
  const { count, pathBytes, pathOffsets } = columns
  const open = new OpenFolders()
  const folderOfEntry = new Uint32Array(count)
  let previousStart = 0
  let start = 0
  for (let index = 0; index < count; index++) {
    const end = pathOffsets[index + 1]!
    open.closeBeyond(commonLength(pathBytes, previousStart, start, end), index)
    for (let at = start + open.currentPrefix(); at < end; at++) {
      if (pathBytes[at] === slash) open.enter(at - start, index)
    }
    folderOfEntry[index] = open.current
    previousStart = start
    start = end
  }
  return { ...open.finish(count), folderOfEntry }
}

/** How many bytes the path in `[start, end)` shares with the one right before it. */
function commonLength(bytes: Uint8Array, previousStart: number, start: number, end: number): number {
  const limit = Math.min(start - previousStart, end - start)
  let length = 0
  while (length < limit && bytes[previousStart + length] === bytes[start + length]) length++
  return length
}

class OpenFolders {
  current = rootFolder
  private readonly parents = [-1]
  private readonly depths = [0]
  private readonly firstEntries = [0]
  private readonly endEntries = [0]
  private readonly endFolders = [0]
  private readonly pathLengths = [0]

  currentPrefix(): number {
    return this.current === rootFolder ? 0 : this.pathLengths[this.current]! + 1
  }

  closeBeyond(sharedLength: number, entry: number): void {
    while (this.current !== rootFolder && this.currentPrefix() > sharedLength) {
      this.endEntries[this.current] = entry
      this.endFolders[this.current] = this.parents.length
      this.current = this.parents[this.current]!
    }
  }

  enter(pathLength: number, entry: number): void {
    const folder = this.parents.length
    this.parents.push(this.current)
    this.depths.push(this.depths[this.current]! + 1)
    this.firstEntries.push(entry)
    this.endEntries.push(entry)
    this.endFolders.push(folder)
    this.pathLengths.push(pathLength)
    this.current = folder
  }

  finish(entryCount: number): Omit<FolderIndex, 'folderOfEntry'> {
    this.closeBeyond(-1, entryCount)
    this.endEntries[rootFolder] = entryCount
    this.endFolders[rootFolder] = this.parents.length
    return {
      count: this.parents.length,
      parents: new Int32Array(this.parents),
      depths: new Uint32Array(this.depths),
      firstEntries: new Uint32Array(this.firstEntries),
      endEntries: new Uint32Array(this.endEntries),
      endFolders: new Uint32Array(this.endFolders),
      pathLengths: new Uint32Array(this.pathLengths),
    }
  }
}

/** A folder's path for display; empty for the root. */
export function readFolderPath(columns: EntryColumns, folders: FolderIndex, folder: number): string {
  if (folder === rootFolder) return ''
  const path = readPathBytes(columns, folders.firstEntries[folder]!)
  return path.toString('utf8', 0, folders.pathLengths[folder])
}

/**
 * The folders that are shown as `path`: none, one, or several when their exact names differ only in bytes that are
 * not UTF-8 and so look the same.
 */
export function findFolders(columns: EntryColumns, folders: FolderIndex, path: string): number[] {
  if (path === '') return [rootFolder]
  if (path.includes(replacementCharacter)) return findFoldersShownAs(columns, folders, path)
  const prefix = Buffer.from(`${path}/`)
  const entry = lowerBoundOfPath(columns, prefix)
  if (entry === columns.count || !readPathBytes(columns, entry).subarray(0, prefix.length).equals(prefix)) return []
  let folder = folders.folderOfEntry[entry]!
  while (folders.pathLengths[folder]! > prefix.length - 1) folder = folders.parents[folder]!
  return folder === rootFolder ? [] : [folder]
}

function findFoldersShownAs(columns: EntryColumns, folders: FolderIndex, path: string): number[] {
  const found: number[] = []
  for (let folder = 1; folder < folders.count; folder++) {
    if (readFolderPath(columns, folders, folder) === path) found.push(folder)
  }
  return found
}

/**
 * The folders grouped by parent, siblings in byte order of their names. Entry order is nearly that already, but not
 * quite: `a-b/x` comes before `a/x`, while the folder `a` comes before `a-b`.
 */
export function groupFoldersByName(columns: EntryColumns, folders: FolderIndex): Grouping {
  const groups = groupByParent(
    Uint32Array.from({ length: folders.count - 1 }, (_, at) => at + 1),
    folders.parents,
    folders.count,
  )
  const compare = (a: number, b: number): number => compareFolderNames(columns, folders, a, b)
  for (let folder = 0; folder < folders.count; folder++) {
    const siblings = groups.items.subarray(groups.starts[folder], groups.starts[folder + 1])
    if (!isSorted(siblings, compare)) siblings.set(siblings.toSorted(compare))
  }
  return groups
}

function isSorted(items: Uint32Array, compare: (a: number, b: number) => number): boolean {
  for (let at = 1; at < items.length; at++) {
    if (compare(items[at - 1]!, items[at]!) > 0) return false
  }
  return true
}

/** Compares siblings by whole path, which is by name: what comes before is the same. */
function compareFolderNames(columns: EntryColumns, folders: FolderIndex, a: number, b: number): number {
  const aStart = columns.pathOffsets[folders.firstEntries[a]!]!
  const bStart = columns.pathOffsets[folders.firstEntries[b]!]!
  const aEnd = aStart + folders.pathLengths[a]!
  const bEnd = bStart + folders.pathLengths[b]!
  const skipped = folders.pathLengths[folders.parents[a]!]!
  return compareByteRanges(columns.pathBytes, aStart + skipped, aEnd, columns.pathBytes, bStart + skipped, bEnd)
}
