import type { EntryError } from '../../shared/model/entry.ts'
import type { EntryBatch } from '../hash/hash-protocol.ts'
import { subtreeLeaves } from '../manifest/seal.ts'
import type { WalkedEntry, WalkedFolder } from './walk-folder.ts'

/** Gathers consecutive entries into batches the size of a Merkle subtree, so that a worker can seal its own. */
class BatchBuilder {
  private paths: string[] = []
  private kinds: number[] = []
  private rawPaths = new Map<number, Uint8Array>()
  private errors = new Map<number, EntryError>()
  private folders = new Map<string, bigint>()
  private rawFolders = new Map<string, bigint>()
  private lastFolder: WalkedFolder | undefined
  private nextId = 0

  get count(): number {
    return this.paths.length
  }

  add(entry: WalkedEntry): void {
    const index = this.paths.length
    this.paths.push(entry.path)
    this.kinds.push(entry.kind)
    if (entry.raw !== undefined) this.rawPaths.set(index, Buffer.from(entry.raw, 'latin1'))
    if (entry.error !== undefined) this.errors.set(index, entry.error)
    if (entry.folder !== this.lastFolder) this.addFolder(entry.folder)
  }

  take(): EntryBatch {
    const batch: EntryBatch = {
      id: this.nextId,
      count: this.paths.length,
      paths: this.paths.join('\0'),
      kinds: Uint8Array.from(this.kinds),
      rawPaths: this.rawPaths,
      errors: this.errors,
      folders: [...this.folders.keys()].join('\0'),
      folderInodes: BigUint64Array.from(this.folders.values()),
      rawFolders: this.rawFolders,
    }
    this.nextId += 1
    this.paths = []
    this.kinds = []
    this.rawPaths = new Map()
    this.errors = new Map()
    this.folders = new Map()
    this.rawFolders = new Map()
    this.lastFolder = undefined
    return batch
  }

  /** With the folders it is in: any of them may be swapped for a link while its files are read. */
  private addFolder(folder: WalkedFolder): void {
    this.lastFolder = folder
    for (let at: WalkedFolder | undefined = folder; at !== undefined; at = at.parent) {
      const isKnown = at.raw === undefined ? this.folders.has(at.path) : this.rawFolders.has(at.raw)
      if (isKnown) return
      if (at.raw === undefined) this.folders.set(at.path, at.inode)
      else this.rawFolders.set(at.raw, at.inode)
    }
  }
}

/** Batches of `subtreeLeaves` entries in walk order; the last may be smaller. */
export function* batchEntries(entries: Iterable<WalkedEntry>): Generator<EntryBatch, void, undefined> {
  const builder = new BatchBuilder()
  for (const entry of entries) {
    builder.add(entry)
    if (builder.count === subtreeLeaves) yield builder.take()
  }
  if (builder.count > 0) yield builder.take()
}
