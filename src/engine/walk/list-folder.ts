import { lstatSync, opendirSync, statSync, type Dirent } from 'node:fs'
import { isUtf8 } from 'node:buffer'
import { walkedFile, walkedKinds, walkedSymlink, type WalkedKind } from '../hash/hash-protocol.ts'

/** One name of a folder. `raw` holds the exact bytes, one a character, where the name is not valid UTF-8. */
export interface FolderItem {
  /** What it sorts by: a folder sorts as `name/`, so that a walk in this order is in byte order of whole paths. */
  readonly key: string
  readonly name: string
  readonly raw: string | undefined
  readonly kind: number
  readonly isFolder: boolean
}

/** A bare string is a regular file with a name in UTF-8: most names are, and a million of them stand in one folder at times. */
export type ListedName = string | FolderItem

export interface FolderListing {
  readonly inode: bigint
  readonly items: readonly ListedName[]
}

/** What the name sorts by. */
export function keyOf(item: ListedName): string {
  return typeof item === 'string' ? item : item.key
}

const replacementCharacter = '\uFFFD'
const aboveSurrogates = /[\uD800-\uFFFF]/
const directoryBufferNames = 1024

function kindOf(entry: Dirent<string | Buffer>, path: () => string | Buffer): WalkedKind | 'folder' {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  if (entry.isSymbolicLink()) return 'symlink'
  if (entry.isFIFO()) return 'fifo'
  if (entry.isSocket()) return 'socket'
  if (entry.isBlockDevice()) return 'block-device'
  if (entry.isCharacterDevice()) return 'character-device'
  return kindByStat(path())
}

/** Some file systems give no type with a name. */
function kindByStat(path: string | Buffer): WalkedKind | 'folder' {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 'file'
  if (stats.isDirectory()) return 'folder'
  if (stats.isSymbolicLink()) return 'symlink'
  return stats.isFile() ? 'file' : 'unknown'
}

function createItem(name: string, raw: string | undefined, kind: WalkedKind | 'folder'): FolderItem {
  const sortName = raw ?? name
  if (kind === 'folder') return { key: `${sortName}/`, name, raw, kind: -1, isFolder: true }
  const code = kind === 'file' ? walkedFile : kind === 'symlink' ? walkedSymlink : walkedKinds.indexOf(kind)
  return { key: sortName, name, raw, kind: code, isFolder: false }
}

function join(folder: string | Buffer, name: string | Buffer): string | Buffer {
  if (typeof folder === 'string' && typeof name === 'string') return `${folder}/${name}`
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), Buffer.from(name)])
}

function readNames(folder: string | Buffer): ListedName[] | undefined {
  const items: ListedName[] = []
  const directory = opendirSync(folder, { bufferSize: directoryBufferNames })
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      const { name } = entry
      // Either the name holds this very character or its bytes are not UTF-8: only the bytes can tell.
      if (name.includes(replacementCharacter)) return undefined
      if (entry.isFile()) {
        items.push(name)
      } else {
        const kind = kindOf(entry, () => join(folder, name))
        items.push(createItem(name, undefined, kind))
      }
    }
  } finally {
    directory.closeSync()
  }
  return items
}

function readRawNames(folder: string | Buffer): FolderItem[] {
  const items: FolderItem[] = []
  const directory = opendirSync(folder, { encoding: 'buffer' as BufferEncoding, bufferSize: directoryBufferNames })
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      const bytes = entry.name as unknown as Buffer
      const raw = bytes.toString('latin1')
      items.push(
        createItem(
          bytes.toString('utf8'),
          raw,
          kindOf(entry, () => join(folder, bytes)),
        ),
      )
    }
  } finally {
    directory.closeSync()
  }
  return items.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(withoutNeedlessRaw)
}

function withoutNeedlessRaw(item: FolderItem): FolderItem {
  if (item.raw === undefined || !isUtf8(Buffer.from(item.raw, 'latin1'))) return item
  return { ...item, raw: undefined, key: item.isFolder ? `${item.name}/` : item.name }
}

/** UTF-16 order is byte order but for characters above the surrogates. */
function sortByBytes(items: ListedName[]): ListedName[] {
  if (items.some((item) => aboveSurrogates.test(keyOf(item)))) {
    return items.toSorted((a, b) => Buffer.compare(Buffer.from(keyOf(a)), Buffer.from(keyOf(b))))
  }
  return items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/**
 * Names of one folder in byte order, and the folder's identity. A link in the folder's place is refused with ENOTDIR,
 * as `open` with O_NOFOLLOW would. Throws the system's error.
 */
export function listFolder(folder: string | Buffer, isRoot: boolean): FolderListing {
  const items = readNames(folder)
  const sorted = items === undefined ? readRawNames(folder) : sortByBytes(items)
  const stats = isRoot ? statSync(folder, { bigint: true }) : lstatSync(folder, { bigint: true })
  if (!stats.isDirectory()) {
    throw Object.assign(new Error('ENOTDIR: not a directory, scandir'), { code: 'ENOTDIR' })
  }
  return { inode: stats.ino, items: sorted }
}
