import { basename } from 'node:path'
import { isFolderPresent } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { LibraryFolder } from '../../shared/ipc/library-schemas.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import type { RunHistory } from '../runs/run-history.ts'
import { identifyVerifies, toLastVerify } from './last-verifies.ts'
import { groupByFolder, placeItem, type FolderContent, type PlacedItem } from './library-folders.ts'
import { collectSources } from './library-sources.ts'
import type { LibraryFile } from './library-file.ts'
import type { ManifestCatalog } from './manifest-catalog.ts'

const summariesAtOnce = 16

export interface LibraryDependencies {
  readonly workspace: string
  readonly locations: LocationRegistry
  readonly history: RunHistory
  readonly catalog: ManifestCatalog
  readonly file: LibraryFile
  /** Called after the library was changed from here. */
  readonly onChange: () => void
}

/** The folders under audit and their manifests. */
export class Library {
  private readonly dependencies: LibraryDependencies

  constructor(dependencies: LibraryDependencies) {
    this.dependencies = dependencies
  }

  async list(): Promise<LibraryFolder[]> {
    const folders = await this.readFolders()
    return Promise.all(folders.map((folder) => this.describeFolder(folder)))
  }

  /** Folders under audit, those with the newest manifests first. */
  async listDirectories(): Promise<string[]> {
    return (await this.readFolders()).map(({ directory }) => directory)
  }

  /** Adds a manifest by reference. Errors: `not-found`, and those of reading a manifest. */
  async add(path: string): Promise<string> {
    const { catalog, file, onChange } = this.dependencies
    const item = await catalog.require(path)
    await file.add(item.path, item.summary.directory)
    onChange()
    return item.manifestId
  }

  /** Adds a manifest that another program wrote; false where it is known, or was taken out since. Errors: as `add`. */
  async takeIn(path: string): Promise<boolean> {
    const { catalog, file, onChange } = this.dependencies
    const item = await catalog.require(path)
    const { added, forgotten } = await file.read()
    const isKnown = added.some((known) => known.path === item.path)
    const isForgotten = forgotten.some((known) => known.path === item.path && known.forgottenUtc >= item.modifiedUtc)
    if (isKnown || isForgotten) return false
    await file.add(item.path, item.summary.directory)
    onChange()
    return true
  }

  async forget(manifestId: string): Promise<void> {
    await this.dependencies.file.forget(await this.pathOf(manifestId))
    this.dependencies.onChange()
  }

  /** The path an id stands for, also when it was handed out before a restart. Errors: `not-found`. */
  async pathOf(manifestId: string): Promise<string> {
    const { catalog } = this.dependencies
    const known = catalog.find(manifestId)
    if (known !== undefined) return known
    await this.readFolders()
    const found = catalog.find(manifestId)
    if (found !== undefined) return found
    const message = 'This manifest is not in the library any more. Add its file again.'
    throw new AppError({ code: 'not-found', operation: 'look up manifest', message })
  }

  private async readFolders(): Promise<FolderContent[]> {
    const { workspace, history, catalog, file } = this.dependencies
    const { written, verifies } = await history.library()
    const sources = await collectSources(workspace, await file.read(), written)
    const placed: PlacedItem[] = []
    for (let start = 0; start < sources.length; start += summariesAtOnce) {
      const batch = sources.slice(start, start + summariesAtOnce).map(async ({ realPath, directory }) => {
        return placeItem(await catalog.summarize(realPath), directory)
      })
      placed.push(...(await Promise.all(batch)))
    }
    return groupByFolder(placed, await identifyVerifies(verifies))
  }

  private async describeFolder(folder: FolderContent): Promise<LibraryFolder> {
    return {
      location: this.dependencies.locations.issue(folder.directory),
      name: basename(folder.directory) || folder.directory,
      isPresent: await isFolderPresent(folder.directory),
      manifests: folder.manifests,
      lastProvenGoodUtc: folder.lastProvenGoodUtc,
      lastVerify: toLastVerify(folder.lastVerify),
    }
  }
}
