import type { EntryError } from '../../shared/model/entry.ts'
import { describeSystemError } from '../hash/entry-errors.ts'
import { walkedFile, walkedUnreadable } from '../hash/hash-protocol.ts'
import type { PathFilter } from './filters.ts'
import { keyOf, listFolder, type FolderItem, type FolderListing, type ListedName } from './list-folder.ts'

/** A path met by the walk. Folders are walked, not told, unless they cannot be read. */
export interface WalkedEntry {
  /** Relative to the root; U+FFFD stands for bytes that are not UTF-8. */
  readonly path: string
  /** The exact bytes, one a character, where they are not valid UTF-8. */
  readonly raw: string | undefined
  /** Index into `walkedKinds`. */
  readonly kind: number
  readonly error: EntryError | undefined
  readonly folder: WalkedFolder
}

export interface WalkedFolder {
  readonly path: string
  readonly raw: string | undefined
  readonly inode: bigint
  /** Undefined for the root. */
  readonly parent: WalkedFolder | undefined
}

export interface WalkOptions {
  /** Absolute path of the root. */
  readonly root: string
  readonly filter: PathFilter
  /** Relative paths left out because they are Assay's own. */
  readonly ownPaths: ReadonlySet<string>
}

interface Frame extends WalkedFolder {
  readonly items: readonly (ListedName | Probe)[]
  /** Listings read ahead of their place by a probe; null where the error has been told. */
  readonly probed: Map<string, FolderListing | null>
  position: number
}

/** Reads a folder early, because an unreadable one sorts as `name` while what it holds sorts as `name/`. */
interface Probe {
  readonly isProbe: true
  readonly key: string
  readonly item: FolderItem
}

function isProbe(item: FolderItem | Probe): item is Probe {
  return 'isProbe' in item
}

/** Whether the item before a folder begins with the folder's name, and so may sort after the bare name. */
function hasSameStart(before: ListedName | undefined, folder: FolderItem): boolean {
  if (before === undefined) return false
  const name = folder.key.slice(0, -1)
  if (isRaw(before) === isRaw(folder)) return keyOf(before).startsWith(name)
  const nameBytes = keyBytes(folder).subarray(0, -1)
  return keyBytes(before).subarray(0, nameBytes.length).equals(nameBytes)
}

function addProbes(items: readonly ListedName[]): readonly (ListedName | Probe)[] {
  const needed = items.filter((item, i): item is FolderItem => {
    return typeof item !== 'string' && item.isFolder && hasSameStart(items[i - 1], item)
  })
  if (needed.length === 0) return items
  const probes = needed.map((item) => ({ isProbe: true as const, key: item.key.slice(0, -1), item }))
  return [...items, ...probes].toSorted((a, b) => Buffer.compare(keyBytes(a), keyBytes(b)))
}

function isRaw(item: ListedName | Probe): boolean {
  if (typeof item === 'string') return false
  return (isProbe(item) ? item.item.raw : item.raw) !== undefined
}

function keyBytes(item: ListedName | Probe): Buffer {
  const key = typeof item !== 'string' && isProbe(item) ? item.key : keyOf(item)
  return Buffer.from(key, isRaw(item) ? 'latin1' : 'utf8')
}

/**
 * Walks a folder in ascending byte order of whole paths, one folder's names in memory at a time for each level. Links
 * are told, never followed; a folder that cannot be read is told with its error; the walk goes on. Synchronous and
 * lazy: the caller decides when to go on, and cancels by stopping. Throws only when the root cannot be listed.
 */
export class FolderWalk {
  /** Paths left out by filters; a folder left out counts as one. */
  skippedCount = 0
  /** Exact bytes, one a character, of the folders that nothing but folders is told of: no entry says that they are there. */
  readonly bareFolders = new Set<string>()
  private readonly options: WalkOptions

  constructor(options: WalkOptions) {
    this.options = options
  }

  *entries(): Generator<WalkedEntry, void, undefined> {
    const rootListing = listFolder(this.options.root, true)
    const stack = [this.createFrame({ path: '', raw: undefined, parent: undefined }, rootListing)]
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const item = frame.items[frame.position]
      frame.position += 1
      if (item === undefined) {
        stack.pop()
      } else if (typeof item === 'string') {
        yield { ...this.pathOf(frame, item, undefined), kind: walkedFile, error: undefined, folder: frame }
      } else if (isProbe(item)) {
        const error = this.probe(frame, item)
        if (error !== undefined) yield error
      } else if (item.isFolder) {
        const next = this.enter(frame, item)
        if (next !== undefined) {
          if ('items' in next) stack.push(next)
          else yield next
        }
      } else {
        yield { ...this.pathOf(frame, item.name, item.raw), kind: item.kind, error: undefined, folder: frame }
      }
    }
  }

  private createFrame(folder: Omit<WalkedFolder, 'inode'>, listing: FolderListing): Frame {
    const { path } = folder
    const prefix = path === '' ? '' : `${path}/`
    const kept = listing.items.filter((item) => {
      const isFile = typeof item === 'string'
      const childPath = prefix + (isFile ? item : item.name)
      const isOwn = this.options.ownPaths.has(childPath)
      if (!isOwn && !this.options.filter.isLeftOut(childPath, !isFile && item.isFolder)) return true
      this.skippedCount += 1
      return false
    })
    const isBare = kept.every((item) => typeof item !== 'string' && item.isFolder)
    if (isBare && path !== '') this.bareFolders.add(folder.raw ?? Buffer.from(path).toString('latin1'))
    return { ...folder, inode: listing.inode, items: addProbes(kept), probed: new Map(), position: 0 }
  }

  private pathOf(frame: WalkedFolder, name: string, raw: string | undefined): Pick<WalkedEntry, 'path' | 'raw'> {
    const path = frame.path === '' ? name : `${frame.path}/${name}`
    if (frame.raw === undefined && raw === undefined) return { path, raw: undefined }
    const folder = frame.raw ?? Buffer.from(frame.path).toString('latin1')
    const bytes = raw ?? Buffer.from(name).toString('latin1')
    return { path, raw: folder === '' ? bytes : `${folder}/${bytes}` }
  }

  private list(frame: Frame, item: FolderItem): FolderListing {
    const { path, raw } = this.pathOf(frame, item.name, item.raw)
    const root = this.options.root.endsWith('/') ? this.options.root : `${this.options.root}/`
    return listFolder(
      raw === undefined ? root + path : Buffer.from(Buffer.from(root).toString('latin1') + raw, 'latin1'),
      false,
    )
  }

  private describeUnreadable(frame: Frame, item: FolderItem, error: unknown): WalkedEntry {
    return {
      ...this.pathOf(frame, item.name, item.raw),
      kind: walkedUnreadable,
      error: describeSystemError(error),
      folder: frame,
    }
  }

  private probe(frame: Frame, probe: Probe): WalkedEntry | undefined {
    try {
      frame.probed.set(probe.item.key, this.list(frame, probe.item))
      return undefined
    } catch (error) {
      frame.probed.set(probe.item.key, null)
      return this.describeUnreadable(frame, probe.item, error)
    }
  }

  private enter(frame: Frame, item: FolderItem): Frame | WalkedEntry | undefined {
    const probed = frame.probed.get(item.key)
    frame.probed.delete(item.key)
    if (probed === null) return undefined
    try {
      return this.createFrame(
        { ...this.pathOf(frame, item.name, item.raw), parent: frame },
        probed ?? this.list(frame, item),
      )
    } catch (error) {
      return this.describeUnreadable(frame, item, error)
    }
  }
}
