import type { ManifestStatus } from '../../shared/model/manifest.ts'
import { openDurableFile, type DurableFile } from '../atomic/durable-file.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import { formatNativeHead, formatNativeTail } from '../manifest/native-writer.ts'
import { formatPythonTime } from '../manifest/formats/python-time.ts'
import { formatRunManifest } from '../manifest/formats/run-manifest-writer.ts'
import { SealBuilder } from '../manifest/seal.ts'
import { ColumnsCollector } from '../scan/collect-columns.ts'
import type { ScanTotals } from '../scan/scan-types.ts'
import { formatTimestampNs } from '../table/timestamp.ts'
import { junkGlobs } from '../walk/filters.ts'
import type { SnapshotOptions } from './snapshot-options.ts'

/** What is known of it after its last. */
export interface SnapshotEnd extends ScanTotals {
  readonly status: ManifestStatus
  readonly finishedUtc: string
  readonly durationMs: number
}

/** What is known of a snapshot before its first entry. */
export interface SnapshotStart {
  readonly runId: string
  readonly startedNs: bigint
  readonly directory: string
  /** Paths relative to the root that are Assay's own. */
  readonly own: readonly string[]
}

/** Where a snapshot goes: one of the manifest formats, in a durable file. */
export interface SnapshotSink {
  readonly tempPath: string
  begin(start: SnapshotStart): void
  append(result: BatchResult, batch: EntryBatch): Promise<void>
  /** Makes the file durable; gives the root of the seal in hex, where the format has one. */
  finish(end: SnapshotEnd): Promise<string | undefined>
  abort(): Promise<void>
}

/** Errors: those of opening a durable file. */
export async function openSnapshotSink(path: string, options: SnapshotOptions): Promise<SnapshotSink> {
  const file = await openDurableFile(path)
  return options.format === 'assay-manifest' ? new NativeSink(file, options) : new RunManifestSink(file, options)
}

const separator = Buffer.from(',\n')
const flushBytes = 1024 * 1024

/** A native manifest while its entries arrive, batch by batch, in order. */
class NativeSink implements SnapshotSink {
  private readonly file: DurableFile
  private readonly options: SnapshotOptions
  private readonly seal = new SealBuilder()
  private pending: Uint8Array[] = []
  private pendingBytes = 0

  constructor(file: DurableFile, options: SnapshotOptions) {
    this.file = file
    this.options = options
  }

  get tempPath(): string {
    return this.file.tempPath
  }

  begin(start: SnapshotStart): void {
    const { toolVersion, algorithms, include, exclude, isJunkExcluded } = this.options
    const timestampUtc = formatTimestampNs(start.startedNs)
    const junk = isJunkExcluded ? junkGlobs : []
    this.push(
      Buffer.from(formatNativeHead({ ...start, timestampUtc, toolVersion, algorithms, include, exclude, junk })),
    )
  }

  async append(result: BatchResult): Promise<void> {
    if (this.seal.count > 0) this.push(separator)
    this.push(result.lines)
    if (result.subtreeRoot === '') for (const leaf of result.leaves) this.seal.addLeaf(leaf)
    else this.seal.addSubtree(result.subtreeRoot)
    if (this.pendingBytes >= flushBytes) await this.flush()
  }

  async finish(end: SnapshotEnd): Promise<string> {
    const sealRoot = this.seal.finish()
    this.push(Buffer.from(formatNativeTail({ ...end, sealRoot, entryCount: this.seal.count })))
    await this.flush()
    await this.file.commit()
    return sealRoot
  }

  abort(): Promise<void> {
    return this.file.abort()
  }

  private push(bytes: Uint8Array): void {
    this.pending.push(bytes)
    this.pendingBytes += bytes.length
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.pending)
    this.pending = []
    this.pendingBytes = 0
    await this.file.write(bytes)
  }
}

function normaliseLikePathlib(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return path.startsWith('/') ? `/${parts.join('/')}` : parts.join('/') || '.'
}

/** A run manifest: its entries are sorted another way, so they are gathered before the first is written. */
class RunManifestSink implements SnapshotSink {
  private readonly file: DurableFile
  private readonly options: SnapshotOptions
  private readonly columns: ColumnsCollector
  private start: SnapshotStart | undefined

  constructor(file: DurableFile, options: SnapshotOptions) {
    this.file = file
    this.options = options
    this.columns = new ColumnsCollector(options.algorithms)
  }

  get tempPath(): string {
    return this.file.tempPath
  }

  begin(start: SnapshotStart): void {
    this.start = start
  }

  async append(result: BatchResult, batch: EntryBatch): Promise<void> {
    this.columns.add(result, batch)
    await Promise.resolve()
  }

  async finish(end: SnapshotEnd): Promise<undefined> {
    const { runId = '', startedNs = 0n } = this.start ?? {}
    // As it was given, as pathlib prints it: the format's own program writes it so.
    const directory = normaliseLikePathlib(this.options.directoryAsGiven ?? this.options.directory)
    const columns = this.columns.finish()
    const timestampUtc = formatPythonTime(startedNs)
    for (const chunk of formatRunManifest({ runId, timestampUtc, directory, status: end.status, columns })) {
      await this.file.write(Buffer.from(chunk))
    }
    await this.file.commit()
  }

  abort(): Promise<void> {
    return this.file.abort()
  }
}
