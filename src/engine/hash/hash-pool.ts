import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors/app-error.ts'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryError } from '../../shared/model/entry.ts'
import { workerUrl } from '../worker-url.ts'
import {
  cancelWord,
  countersPerWorker,
  entryWord,
  type BatchResult,
  type EntryBatch,
  type FromHashWorker,
  type HashWorkerData,
  type LargeFile,
  type LargeResult,
  type ToHashWorker,
} from './hash-protocol.ts'

export interface HashPoolOptions {
  readonly root: string
  readonly algorithms: readonly DigestAlgorithm[]
  readonly mode: 'contents' | 'metadata'
  readonly hasLines: boolean
  readonly workerCount: number
  readonly onBatch: (result: BatchResult) => void
  readonly onLarge: (result: LargeResult) => void
  /** A fault no file is to blame for; the pool is of no use afterwards. */
  readonly onFault: (error: unknown) => void
  /** For tests: where a thread comes from. */
  readonly createThread?: (data: HashWorkerData) => Worker
}

interface Slot {
  readonly index: number
  thread: Worker
  readonly pending: ToHashWorker[]
  /** Jobs given, a file over `heavyFileBytes` counting as two. */
  load: number
}

const deferAboveBytes = 4 * 1024 * 1024
const heavyFileBytes = 8 * 1024 * 1024
const maxLoad = 2
const maxDeathsPerFile = 1
const workerDied: EntryError = { code: 'worker-died', message: 'the thread reading it died; it was tried once' }

function createWorkerThread(data: HashWorkerData): Worker {
  return new Worker(workerUrl('hash-worker'), { workerData: data })
}

/**
 * Worker threads that digest batches and large files. Small work is queued two deep so that no thread waits for a
 * message; large files go one by one, largest first, so that no core idles at the end.
 */
export class HashPool {
  private readonly options: HashPoolOptions
  private readonly control: Int32Array
  private readonly counters: Float64Array
  private readonly slots: Slot[] = []
  private readonly batches: EntryBatch[] = []
  private readonly large: LargeFile[] = []
  private readonly deaths = new Map<string, number>()
  private isClosed = false

  constructor(options: HashPoolOptions) {
    this.options = options
    this.control = new Int32Array(new SharedArrayBuffer(4 * (1 + options.workerCount)))
    this.counters = new Float64Array(new SharedArrayBuffer(8 * countersPerWorker * options.workerCount))
    for (let index = 0; index < options.workerCount; index += 1) {
      this.slots.push({ index, thread: this.startThread(index), pending: [], load: 0 })
    }
  }

  /** Whether another batch would wait in line here rather than in a thread. */
  get isFull(): boolean {
    return this.batches.length > 0 || this.slots.every((slot) => slot.load >= maxLoad)
  }

  get filesDone(): number {
    return this.sumCounters(0)
  }

  get bytesDone(): number {
    return this.sumCounters(1)
  }

  /** The large file that a thread is on, if one is: it is on it for longer than on anything else. */
  get largePath(): string | undefined {
    const first = this.slots.map(({ pending }) => pending[0]).find((message) => message?.type === 'large')
    return first?.type === 'large' ? first.file.path : undefined
  }

  submitBatch(batch: EntryBatch): void {
    this.batches.push(batch)
    this.dispatch()
  }

  submitLarge(files: readonly LargeFile[]): void {
    this.large.push(...files)
    this.large.sort((a, b) => a.sizeBytes - b.sizeBytes)
    this.dispatch()
  }

  /** Makes every thread stop between chunks. */
  cancel(): void {
    Atomics.store(this.control, cancelWord, 1)
    this.batches.length = 0
    this.large.length = 0
  }

  async close(): Promise<void> {
    this.isClosed = true
    this.cancel()
    await Promise.all(this.slots.map((slot) => slot.thread.terminate()))
  }

  private sumCounters(offset: number): number {
    let sum = 0
    for (let i = offset; i < this.counters.length; i += countersPerWorker) sum += this.counters[i] ?? 0
    return sum
  }

  private startThread(index: number): Worker {
    const { root, algorithms, mode, hasLines } = this.options
    const control = this.control.buffer as SharedArrayBuffer
    const counters = this.counters.buffer as SharedArrayBuffer
    const data = {
      root,
      algorithms,
      mode,
      hasLines,
      largeThresholdBytes: deferAboveBytes,
      slot: index,
      control,
      counters,
    }
    const thread = (this.options.createThread ?? createWorkerThread)(data)
    thread.on('message', (message: FromHashWorker) => this.receive(index, message))
    thread.on('error', (error) => this.replace(index, thread, error))
    thread.on('exit', () => this.replace(index, thread, new Error('the thread ended')))
    return thread
  }

  private dispatch(): void {
    for (const slot of this.slots) {
      while (this.giveNext(slot));
    }
  }

  private giveNext(slot: Slot): boolean {
    const largest = this.large.at(-1)
    if (largest !== undefined) {
      const weight = largest.sizeBytes > heavyFileBytes ? 2 : 1
      if (slot.load + weight > maxLoad) return false
      this.large.pop()
      this.give(slot, { type: 'large', file: largest }, weight)
      return true
    }
    if (slot.load >= maxLoad) return false
    const batch = this.batches.shift()
    if (batch !== undefined) this.give(slot, { type: 'batch', batch }, 1)
    return batch !== undefined
  }

  private give(slot: Slot, message: ToHashWorker, weight: number): void {
    slot.pending.push(message)
    slot.load += weight
    slot.thread.postMessage(message)
  }

  private receive(index: number, message: FromHashWorker): void {
    const slot = this.slots[index]
    const done = slot?.pending.shift()
    if (slot === undefined || done === undefined || this.isClosed) return
    slot.load -= done.type === 'large' && done.file.sizeBytes > heavyFileBytes ? 2 : 1
    if (message.type === 'batch') this.options.onBatch(message.result)
    else if (message.type === 'large') this.options.onLarge(message.result)
    this.dispatch()
  }

  /** A dead thread costs the file it was on, by name; everything else it held is done again by another. */
  private replace(index: number, thread: Worker, error: unknown): void {
    const slot = this.slots[index]
    if (this.isClosed || slot === undefined || slot.thread !== thread) return
    const lost = slot.pending.splice(0)
    const current = lost.shift()
    if (current === undefined) return this.options.onFault(asFault(error))
    const entryIndex = Atomics.exchange(this.control, entryWord(index), 0)
    slot.load = 0
    slot.thread = this.startThread(index)
    this.retry(current, entryIndex, error)
    for (const message of lost) this.requeue(message)
    this.dispatch()
  }

  private requeue(message: ToHashWorker): void {
    if (message.type === 'batch') this.batches.unshift(message.batch)
    else this.large.push(message.file)
  }

  private retry(message: ToHashWorker, entryIndex: number, error: unknown): void {
    const batchId = message.type === 'batch' ? message.batch.id : message.file.batchId
    const key = `${batchId}/${entryIndex}`
    const deaths = (this.deaths.get(key) ?? 0) + 1
    this.deaths.set(key, deaths)
    if (deaths <= maxDeathsPerFile) return this.requeue(message)
    // It died again with that entry out of the way: no entry is to blame, and another thread would die as well.
    if (deaths > maxDeathsPerFile + 1) return this.options.onFault(asFault(error))
    if (message.type === 'batch') {
      const errors = new Map(message.batch.errors).set(entryIndex, workerDied)
      this.batches.unshift({ ...message.batch, errors })
      return
    }
    const { index, sizeBytes } = message.file
    const nothing = { modifiedNs: 0n, changedNs: 0n, inode: 0n, mode: 0, digests: [] }
    this.options.onLarge({ batchId, index, sizeBytes, error: workerDied, ...nothing })
  }
}

function asFault(error: unknown): AppError {
  const words = error instanceof Error ? error.message : String(error)
  return new AppError({
    code: 'worker-failed',
    operation: 'start hash worker',
    message: `A worker thread could not run: ${words}`,
    cause: error,
  })
}
