import { openDurableFile, type DurableFile } from '../atomic/durable-file.ts'
import { WrittenSeal } from '../compare/known-seals.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import { formatNativeHead, formatNativeTail } from '../manifest/native-writer.ts'
import { formatPythonTime } from '../manifest/formats/python-time.ts'
import { formatRunManifest } from '../manifest/formats/run-manifest-writer.ts'
import type { RunControl } from '../run/run-control.ts'
import { SealBuilder } from '../manifest/seal.ts'
import { ColumnsCollector } from '../scan/collect-columns.ts'
import { formatTimestampNs } from '../table/timestamp.ts'
import { junkGlobs } from '../walk/filters.ts'
import { ListSink } from './list-sink.ts'
import type { SnapshotEnd, SnapshotSink, SnapshotStart } from './sink-protocol.ts'
import type { SnapshotOptions } from './snapshot-options.ts'

/** Errors: those of opening a durable file. */
export async function openSnapshotSink(
  path: string,
  options: SnapshotOptions,
  control: RunControl,
): Promise<SnapshotSink> {
  const file = await openDurableFile(path)
  const { format } = options
  if (format === 'assay-manifest') return new NativeSink(file, options)
  return format === 'run-manifest' ? new RunManifestSink(file, options) : new ListSink(file, format, options, control)
}

const separator = Buffer.from(',\n')
const flushBytes = 1024 * 1024

/** A native manifest while its entries arrive, batch by batch, in order. */
class NativeSink implements SnapshotSink {
  readonly unlistedCount = 0
  readonly warnings: readonly string[] = []
  private readonly file: DurableFile
  private readonly options: SnapshotOptions
  private readonly seal = new SealBuilder()
  private readonly written: WrittenSeal
  private pending: Uint8Array[] = []
  private pendingBytes = 0

  constructor(file: DurableFile, options: SnapshotOptions) {
    this.file = file
    this.options = options
    this.written = new WrittenSeal(options.workspace)
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
    await this.written.note(sealRoot)
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
    await this.written.add(bytes)
  }
}

function normaliseLikePathlib(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return path.startsWith('/') ? `/${parts.join('/')}` : parts.join('/') || '.'
}

/** A run manifest: its entries are sorted another way, so they are gathered before the first is written. */
class RunManifestSink implements SnapshotSink {
  readonly unlistedCount = 0
  readonly warnings: readonly string[] = []
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
