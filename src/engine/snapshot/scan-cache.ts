import { hash as hashOnce } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifestSummary } from '../manifest/read-summary.ts'
import { openScanCache, type ScanCacheReader } from '../scan/scan-cache-reader.ts'
import { ScanCacheWriter } from '../scan/scan-cache-writer.ts'
import type { SnapshotOptions } from './snapshot-options.ts'

const keptCaches = 50
const keptBytes = 2 * 1024 ** 3
const extension = '.scan'

function cacheFolder(workspace: string): string {
  return join(workspace, 'cache')
}

/** Interrupted scans of the same folder with the same algorithms find each other by this. */
function partialPrefix(root: string, options: SnapshotOptions): string {
  const key = hashOnce('sha256', JSON.stringify([root, options.algorithms]), 'hex').slice(0, 24)
  return `partial-${key}-`
}

interface CacheFile {
  readonly path: string
  readonly name: string
  readonly modifiedMs: number
  readonly sizeBytes: number
}

async function listCaches(folder: string): Promise<CacheFile[]> {
  const names = await readdir(folder).catch(() => [])
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      const stats = await stat(path).catch(() => undefined)
      return { path, name, modifiedMs: stats?.mtimeMs ?? 0, sizeBytes: stats?.size ?? 0 }
    }),
  )
}

/** Digests kept from earlier scans: those of `--base`, else those of an interrupted scan of the same folder. */
export class ScanCache {
  reader: ScanCacheReader | undefined
  /** Why the base is of no use, for the person who asked for it. */
  warning: string | undefined
  readonly writer: ScanCacheWriter
  private readonly folder: string
  /** Fullest first. */
  private readonly partials: readonly string[]

  private constructor(folder: string, partials: readonly string[], writer: ScanCacheWriter) {
    this.folder = folder
    this.partials = partials
    this.writer = writer
  }

  /** Errors: those of reading the base manifest's head and tail. */
  static async open(root: string, runId: string, startedNs: bigint, options: SnapshotOptions): Promise<ScanCache> {
    const folder = cacheFolder(options.workspace)
    const prefix = partialPrefix(root, options)
    const older = (await listCaches(folder))
      .filter((file) => file.name.startsWith(prefix))
      .toSorted((a, b) => b.sizeBytes - a.sizeBytes)
      .map((file) => file.path)
    const writer = new ScanCacheWriter(join(folder, `${prefix}${runId}${extension}`), {
      algorithms: options.algorithms,
      startedNs,
    })
    const cache = new ScanCache(folder, older, writer)
    if (options.base !== undefined) await cache.openBase(options.base, options)
    else if (!options.isParanoid) cache.openPartial(options)
    await writer.open()
    return cache
  }

  /** Keeps the digests under the seal of the manifest they are in, and clears what they replace. */
  async complete(sealRoot: string | undefined): Promise<void> {
    this.reader?.close()
    await this.writer.finish(sealRoot === undefined ? undefined : join(this.folder, sealRoot + extension))
    // A format without a seal has no name to keep them under; left as they are, they would pass for an interrupted scan's.
    if (sealRoot === undefined) await rm(this.writer.path, { force: true }).catch(() => {})
    await Promise.all(this.partials.map((path) => rm(path, { force: true }).catch(() => {})))
    await this.prune()
  }

  /** Leaves what was digested so far for the next scan of this folder. */
  async interrupt(): Promise<void> {
    this.reader?.close()
    await this.writer.finish(undefined)
    await this.prune()
  }

  /** Keeps the newest, up to a number and a size: what goes only has to be read again. */
  private async prune(): Promise<void> {
    const byAge = (await listCaches(this.folder)).toSorted((a, b) => b.modifiedMs - a.modifiedMs)
    let bytes = 0
    const old = byAge.filter((file, i) => {
      bytes += file.sizeBytes
      return i > 0 && (i >= keptCaches || bytes > keptBytes)
    })
    await Promise.all(old.map((file) => rm(file.path, { force: true }).catch(() => {})))
  }

  private async openBase(base: string, options: SnapshotOptions): Promise<void> {
    const { seal } = await readManifestSummary(base)
    if (options.isParanoid) return
    if (seal.root !== undefined)
      this.reader = openScanCache(join(this.folder, seal.root + extension), options.algorithms)
    if (this.reader !== undefined) return
    this.warning = `Nothing is known here of the files behind the base ${base} with these algorithms: every file was read.`
  }

  private openPartial(options: SnapshotOptions): void {
    const [fullest] = this.partials
    if (fullest !== undefined) this.reader = openScanCache(fullest, options.algorithms)
  }
}
