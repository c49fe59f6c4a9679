import type { BatchResult, EntryBatch, LargeFile, LargeResult } from '../hash/hash-protocol.ts'
import { HashPool } from '../hash/hash-pool.ts'
import { kindFile, unknownSize } from '../table/entry-columns.ts'
import { throwIfCancelled } from '../run/run-control.ts'
import { applyLarge, finishOpenBatch, type OpenBatch } from './complete-batch.ts'
import type { ScanOptions, ScanTotals } from './scan-types.ts'

/** Gives batches to the pool and hands their results to the sink in order. */
export class BatchSequencer {
  readonly totals: Omit<ScanTotals, 'skippedCount' | 'bareFolders'> = {
    fileCount: 0,
    totalSizeBytes: 0,
    errorCount: 0,
    entryCount: 0,
    reusedCount: 0,
  }
  /** Bytes of results that wait for an earlier batch. */
  heldBytes = 0
  filesFound = 0
  /** Bytes to be read of the files that were looked at so far, whether they have been read yet or not. */
  bytesFound = 0
  private batchPath = ''
  private readonly options: ScanOptions
  private readonly pool: HashPool
  private readonly waiting = new Map<number, EntryBatch>()
  private readonly open = new Map<number, OpenBatch>()
  private readonly ready = new Map<number, { readonly result: BatchResult; readonly batch: EntryBatch }>()
  private nextToSink = 0
  private submitted = 0
  private sinking: Promise<void> = Promise.resolve()
  private fault: { readonly error: unknown } | undefined
  private wake: (() => void) | undefined

  constructor(options: ScanOptions, workerCount: number) {
    this.options = options
    this.pool = new HashPool({
      ...options,
      workerCount: Math.max(1, workerCount),
      onBatch: (result) => this.receiveBatch(result),
      onLarge: (result) => this.receiveLarge(result),
      onFault: (error) => this.fail(error),
    })
  }

  get isFull(): boolean {
    return this.pool.isFull
  }

  get isDone(): boolean {
    return this.nextToSink === this.submitted
  }

  get filesDone(): number {
    return this.pool.filesDone
  }

  get bytesDone(): number {
    return this.pool.bytesDone
  }

  get currentPath(): string {
    return this.pool.largePath ?? this.batchPath
  }

  add(batch: EntryBatch): void {
    this.submitted += 1
    this.waiting.set(batch.id, batch)
    for (const kind of batch.kinds) if (kind === 0) this.filesFound += 1
    const nul = batch.paths.indexOf('\0')
    this.batchPath = nul === -1 ? batch.paths : batch.paths.slice(0, nul)
    this.pool.submitBatch(batch)
  }

  /**
   * Resolves when something has come back from the pool or gone to the sink. It does not wait for the sink, which may lag
   * by `heldBytes`: waiting for each write would leave the threads without work. Rejects with the first fault, and once
   * cancelled, because a cancelled pool gives nothing back.
   */
  async next(): Promise<void> {
    const { signal } = this.options.control
    if (this.fault === undefined && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    throwIfCancelled(signal, 'scan folder')
    if (this.fault !== undefined) throw this.fault.error
  }

  async flush(): Promise<void> {
    await this.sinking
    if (this.fault !== undefined) throw this.fault.error
  }

  cancel(): void {
    this.pool.cancel()
    this.notify()
  }

  close(): Promise<void> {
    return this.pool.close()
  }

  private fail(error: unknown): void {
    this.fault ??= { error }
    this.notify()
  }

  private notify(): void {
    this.wake?.()
    this.wake = undefined
  }

  private receiveBatch(result: BatchResult): void {
    const batch = this.waiting.get(result.id)
    if (batch === undefined) return
    this.waiting.delete(result.id)
    this.bytesFound += sumSizes(result)
    this.tellRead(result, batch)
    if (result.deferred.length === 0) return this.enqueue(result, batch)
    this.open.set(result.id, { batch, result, remaining: result.deferred.length })
    const paths = batch.paths.split('\0')
    this.pool.submitLarge(
      result.deferred.map((file): LargeFile => {
        const { index } = file
        return { ...file, batchId: result.id, path: paths[index] ?? '', rawPath: batch.rawPaths.get(index) }
      }),
    )
    this.notify()
  }

  private receiveLarge(large: LargeResult): void {
    const open = this.open.get(large.batchId)
    if (open === undefined) return
    applyLarge(open, large, this.options.algorithms)
    this.tellRead(open.result, open.batch, large.index)
    if (open.remaining > 0) return this.notify()
    this.open.delete(large.batchId)
    this.enqueue(finishOpenBatch(open, this.options.algorithms, this.options.hasLines), open.batch)
  }

  private tellRead(result: BatchResult, batch: EntryBatch, largeRow?: number): void {
    try {
      this.options.onRead?.(result, batch, largeRow)
    } catch (error) {
      this.fail(error)
    }
  }

  private enqueue(result: BatchResult, batch: EntryBatch): void {
    this.ready.set(result.id, { result, batch })
    this.heldBytes += sizeOf(result)
    for (let next = this.ready.get(this.nextToSink); next !== undefined; next = this.ready.get(this.nextToSink)) {
      this.ready.delete(this.nextToSink)
      this.nextToSink += 1
      this.sink(next.result, next.batch)
    }
    this.notify()
  }

  private sink(result: BatchResult, batch: EntryBatch): void {
    this.count(result)
    this.sinking = this.sinking
      .then(() => {
        throwIfCancelled(this.options.control.signal, 'scan folder')
        return this.options.sink(result, batch)
      })
      .then(
        () => {
          this.heldBytes -= sizeOf(result)
          this.notify()
        },
        (error: unknown) => this.fail(error),
      )
  }

  private count(result: BatchResult): void {
    const { totals } = this
    let files = 0
    let bytes = 0
    for (let i = 0; i < result.count; i += 1) {
      if (result.kinds[i] !== kindFile || result.errors.has(i)) continue
      files += 1
      bytes += result.sizes[i] ?? 0
    }
    Object.assign(totals, {
      fileCount: totals.fileCount + files,
      totalSizeBytes: totals.totalSizeBytes + bytes,
      errorCount: totals.errorCount + result.errors.size,
      entryCount: totals.entryCount + result.count,
      reusedCount: totals.reusedCount + result.reusedCount,
    })
    this.tellErrors(result)
  }

  private tellErrors(result: BatchResult): void {
    for (const [index, error] of result.errors) {
      const start = result.pathOffsets[index] ?? 0
      const path = Buffer.from(result.pathBytes.subarray(start, result.pathOffsets[index + 1])).toString('utf8')
      this.options.control.onError?.({ path, ...error })
    }
  }
}

/** Of the files of a batch that are read: those too that are still to be. */
function sumSizes({ count, kinds, sizes, deferred, reusedBytes }: BatchResult): number {
  let sum = -reusedBytes
  for (let i = 0; i < count; i += 1) if (kinds[i] === kindFile && sizes[i] !== unknownSize) sum += sizes[i] ?? 0
  for (const { index, sizeBytes } of deferred) if (sizes[index] === unknownSize) sum += sizeBytes
  return sum
}

function sizeOf(result: BatchResult): number {
  return result.lines.byteLength + result.pathBytes.byteLength + result.digests.byteLength + result.count * 40
}
