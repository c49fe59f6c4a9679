import { identifyFile, type FileIdentity } from '../../engine/index.ts'
import type { ManifestSummary } from '../../shared/model/manifest.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import { manifestIdOf } from './manifest-id.ts'
import { SummaryReader } from './summary-reader.ts'

/** A manifest file and what its head and tail say, or why they cannot be read. */
export interface CatalogItem {
  readonly manifestId: string
  readonly path: string
  /** When the file was written; empty when it is gone. */
  readonly modifiedUtc: string
  readonly summary: ManifestSummary | undefined
  readonly problem: string | undefined
}

/** Reads summaries once for each state of a file, and knows which path a manifest id stands for. */
export class ManifestCatalog {
  private readonly pathById = new Map<string, string>()
  private readonly summaries = new SummaryReader()
  private readonly items = new Map<string, { readonly mark: string; readonly item: CatalogItem }>()

  /** Makes the id of a path known. The path is taken as real. */
  register(realPath: string): string {
    const manifestId = manifestIdOf(realPath)
    this.pathById.set(manifestId, realPath)
    return manifestId
  }

  /** The path of an id handed out before; undefined for any other. */
  find(manifestId: string): string | undefined {
    return this.pathById.get(manifestId)
  }

  /** Never throws: what is wrong with a manifest is in its `problem`. */
  async summarize(path: string): Promise<CatalogItem> {
    const file = await identifyFile(path)
    if (file === undefined) return this.missing(path)
    const known = this.items.get(file.realPath)
    if (known?.mark === file.mark) return known.item
    const item = await this.read(file)
    this.items.set(file.realPath, { mark: file.mark, item })
    return item
  }

  /** As `summarize`, but throws what is wrong. */
  async require(path: string): Promise<CatalogItem & { readonly summary: ManifestSummary }> {
    const file = await identifyFile(path)
    if (file === undefined) {
      const message = `${path} is not there, or is not a file. Choose a manifest file.`
      throw new AppError({ code: 'not-found', operation: 'read manifest', path, message })
    }
    const known = this.items.get(file.realPath)
    if (known?.mark === file.mark && known.item.summary !== undefined) {
      return { ...known.item, summary: known.item.summary }
    }
    const summary = await this.summaries.read(file.realPath)
    const item = { ...this.describe(file), summary, problem: undefined }
    this.items.set(file.realPath, { mark: file.mark, item })
    return item
  }

  private describe(file: FileIdentity): Pick<CatalogItem, 'manifestId' | 'path' | 'modifiedUtc'> {
    return { manifestId: this.register(file.realPath), path: file.realPath, modifiedUtc: file.modifiedUtc }
  }

  private async read(file: FileIdentity): Promise<CatalogItem> {
    const base = this.describe(file)
    try {
      return { ...base, summary: await this.summaries.read(file.realPath), problem: undefined }
    } catch (error) {
      return { ...base, summary: undefined, problem: toWireError(error, 'read manifest').message }
    }
  }

  private missing(path: string): CatalogItem {
    const problem = `${path} is missing. Mount its drive, or take it out of the library.`
    return { manifestId: this.register(path), path, modifiedUtc: '', summary: undefined, problem }
  }
}
