import { lstatSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import type { ScanError } from '../../../shared/model/run.ts'
import { describeSystemError } from '../../hash/entry-errors.ts'
import { absolutePath } from '../../hash/process-batch.ts'
import { walkedFile } from '../../hash/hash-protocol.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { resolveRoot } from '../../snapshot/resolve-root.ts'
import { createPathFilter, type PathFilter } from '../../walk/filters.ts'
import { listFolder, type ListedName } from '../../walk/list-folder.ts'
import { FolderWalk, type WalkedEntry } from '../../walk/walk-folder.ts'
import { lockFilesOf } from '../file-lock.ts'
import type { FoundManifests } from './find-manifests.ts'
import type { PipelineIndex } from './pipeline-index.ts'
import type { RealFolders } from './real-folders.ts'
import { isWithin } from './record-place.ts'

const entriesPerTurn = 1000

export interface UnknownFiles {
  /** In order of their folders and paths. */
  readonly files: readonly UnknownFile[]
  /** The folders looked through, as they really are. */
  readonly folders: readonly string[]
  /** What could not be looked into. */
  readonly errors: readonly ScanError[]
}

export interface SearchOptions {
  /** Looked through with all that is in them; empty: the folders that directly hold recorded files. */
  readonly dataFolders: readonly string[]
  readonly found: FoundManifests
  readonly signal?: AbortSignal | undefined
  readonly onPath: (path: string) => void
}

/** The manifests, the copies put aside, and the files that writers of theirs lock, are no data. */
function listOwn({ manifests, setAside, errors }: FoundManifests): Set<string> {
  const own = new Set<string>()
  for (const path of [...manifests, ...setAside, ...errors.map((error) => error.path)]) {
    for (const file of [path, ...lockFilesOf(path)]) own.add(file)
  }
  return own
}

/**
 * Finds the files that no record of `known` names, junk and the manifests themselves left out. Links and special files
 * are no data. Rejects with the errors of `resolveRoot` for a data folder, and with `cancelled`.
 */
export async function findUnknownFiles(
  index: PipelineIndex,
  known: readonly PipelineIndex[],
  realFolders: RealFolders,
  options: SearchOptions,
): Promise<UnknownFiles> {
  const search = new Search(options, realFolders)
  for (const { records } of known) {
    for (const { location } of records) if (location !== null) search.know(location)
  }
  if (options.dataFolders.length > 0) await search.walk(options.dataFolders)
  else await search.list(index)
  return { files: search.files, folders: search.folders, errors: search.errors }
}

class Search {
  readonly files: UnknownFile[] = []
  readonly errors: ScanError[] = []
  readonly folders: string[] = []
  private readonly options: SearchOptions
  private readonly realFolders: RealFolders
  private readonly known: Set<string>
  private readonly filter: PathFilter = createPathFilter({
    include: [],
    exclude: ['*.assay-tmp'],
    isJunkExcluded: true,
  })
  private count = 0

  constructor(options: SearchOptions, realFolders: RealFolders) {
    this.options = options
    this.realFolders = realFolders
    this.known = listOwn(options.found)
  }

  know(location: string): void {
    this.known.add(this.realFolders.resolveFile(location))
  }

  async walk(dataFolders: readonly string[]): Promise<void> {
    const roots = await Promise.all(dataFolders.map((folder) => resolveRoot(folder)))
    // A folder within another is looked through with it.
    const outer = [...new Set(roots)].filter((root) => !roots.some((other) => other !== root && isWithin(other, root)))
    for (const root of outer.toSorted()) {
      this.folders.push(root)
      const walk = new FolderWalk({ root, filter: this.filter, ownPaths: new Set() })
      for (const entry of walk.entries()) {
        await this.takeTurn(root)
        this.takeEntry(root, entry)
      }
    }
  }

  /** The folders that directly hold recorded files, not those within them. */
  async list({ records }: PipelineIndex): Promise<void> {
    const folders = new Set<string>()
    for (const { location } of records) {
      const folder = location === null ? null : this.realFolders.find(dirname(location))
      if (folder !== null) folders.add(folder)
    }
    for (const folder of [...folders].toSorted()) {
      this.folders.push(folder)
      for (const item of this.listItems(folder)) {
        await this.takeTurn(folder)
        this.takeItem(folder, item)
      }
    }
  }

  private listItems(folder: string): readonly ListedName[] {
    try {
      return listFolder(folder, true).items
    } catch (error) {
      this.errors.push({ path: folder, ...describeSystemError(error) })
      return []
    }
  }

  private async takeTurn(folder: string): Promise<void> {
    this.count += 1
    if (this.count % entriesPerTurn !== 0) return
    this.options.onPath(folder)
    await nextTurn()
    throwIfCancelled(this.options.signal, 'check pipeline')
  }

  private takeEntry(root: string, { path, raw, kind, error }: WalkedEntry): void {
    if (error !== undefined) this.errors.push({ path: join(root, path), ...error })
    else if (kind === walkedFile) this.takeFile(root, path, raw)
  }

  private takeItem(folder: string, item: ListedName): void {
    const isPlain = typeof item === 'string'
    if (!isPlain && (item.isFolder || item.kind !== walkedFile)) return
    const name = isPlain ? item : item.name
    if (this.filter.isLeftOut(name, false)) return
    this.takeFile(folder, name, isPlain ? undefined : item.raw)
  }

  private takeFile(root: string, path: string, raw: string | undefined): void {
    const whole = join(root, path)
    // No JSON can name a file whose name is not UTF-8.
    if (raw === undefined && this.known.has(whole)) return
    const exact = absolutePath(root, path, raw === undefined ? undefined : Buffer.from(raw, 'latin1'))
    try {
      const { size, mtimeMs } = lstatSync(exact)
      const bytes = typeof exact === 'string' ? {} : { pathBase64: exact.toString('base64') }
      this.files.push({ path: whole, ...bytes, sizeBytes: size, modifiedMs: mtimeMs })
    } catch (error) {
      const { code, message } = describeSystemError(error)
      // Gone since its folder was read: it is unknown no more.
      if (code !== 'ENOENT') this.errors.push({ path: whole, code, message })
    }
  }
}
