import { availableParallelism } from 'node:os'
import { parse } from 'node:path'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { EntryError } from '../../../shared/model/entry.ts'
import type { BatchResult, EntryBatch, LargeResult } from '../../hash/hash-protocol.ts'
import { HashPool } from '../../hash/hash-pool.ts'
import { throwIfCancelled } from '../../run/run-control.ts'

/** A file anywhere on this machine, by its absolute path. */
export interface WantedDigest {
  readonly location: string
  /** As it was seen before it is read. */
  readonly sizeBytes: number
}

export type DigestOutcome = { readonly sha256: string; readonly sizeBytes: number } | { readonly error: EntryError }

export interface DigestWatch {
  readonly signal?: AbortSignal | undefined
  readonly workerCount?: number | undefined
  /** Takes each file as it is done, in any order. */
  readonly onDigest: (index: number, outcome: DigestOutcome) => void
  /** Called now and then with the bytes read so far, and the large file that is being read, if one is. */
  readonly onBytes: (bytesDone: number, largeFile: string | undefined) => void
}

const maxBatchFiles = 64
const maxBatchBytes = 8 * 1024 * 1024
const digestBytes = 32
const bytesIntervalMs = 100

interface Batch {
  readonly batch: EntryBatch
  /** Which of the wanted files each of its entries is. */
  readonly indexes: readonly number[]
}

/** What a path starts with, in the form worker threads join it to the rest. */
function rootOf(location: string): { root: string; rest: string } {
  const { root } = parse(location)
  return { root: root.replaceAll('\\', '/'), rest: location.slice(root.length) }
}

function createBatch(id: number, files: readonly { index: number; rest: string }[]): Batch {
  const batch: EntryBatch = {
    id,
    count: files.length,
    paths: files.map(({ rest }) => rest).join('\0'),
    kinds: new Uint8Array(files.length),
    rawPaths: new Map(),
    errors: new Map(),
    folders: '',
    folderInodes: new BigUint64Array(0),
    rawFolders: new Map(),
  }
  return { batch, indexes: files.map(({ index }) => index) }
}

/** Batches of a few files or a few megabytes, by the root that their paths start at: one, but for drives of Windows. */
function divide(files: readonly WantedDigest[]): Map<string, Batch[]> {
  const roots = new Map<string, Batch[]>()
  const open = new Map<string, { files: { index: number; rest: string }[]; bytes: number }>()
  const close = (root: string): void => {
    const part = open.get(root)
    if (part === undefined || part.files.length === 0) return
    const batches = roots.get(root) ?? []
    batches.push(createBatch(batches.length, part.files))
    roots.set(root, batches)
    open.delete(root)
  }
  for (const [index, { location, sizeBytes }] of files.entries()) {
    const { root, rest } = rootOf(location)
    const part = open.get(root) ?? { files: [], bytes: 0 }
    part.files.push({ index, rest })
    part.bytes += sizeBytes
    open.set(root, part)
    if (part.files.length >= maxBatchFiles || part.bytes >= maxBatchBytes) close(root)
  }
  for (const root of open.keys()) close(root)
  return roots
}

/**
 * Takes the SHA-256 of files anywhere on this machine in worker threads, by the rules of the walk: no link at the end of a
 * path is followed, nothing but a regular file is read, and one that changes meanwhile is an error. Rejects with
 * `cancelled` and `worker-failed` only.
 */
export async function digestFiles(files: readonly WantedDigest[], watch: DigestWatch): Promise<void> {
  for (const [root, batches] of divide(files)) {
    throwIfCancelled(watch.signal, 'hash files')
    await new RootDigests(root, batches, watch).run()
  }
}

class RootDigests {
  private readonly root: string
  private readonly watch: DigestWatch
  private readonly batches: readonly Batch[]
  private readonly pool: HashPool
  private remaining: number
  private settle: { resolve: () => void; reject: (error: unknown) => void } | undefined

  constructor(root: string, batches: readonly Batch[], watch: DigestWatch) {
    this.root = root
    this.watch = watch
    this.batches = batches
    this.remaining = batches.reduce((sum, { indexes }) => sum + indexes.length, 0)
    this.pool = new HashPool({
      root,
      algorithms: ['sha256'],
      mode: 'contents',
      hasLines: false,
      workerCount: Math.min(watch.workerCount ?? availableParallelism(), Math.max(1, batches.length)),
      onBatch: (result) => this.takeBatch(result),
      onLarge: (result) => this.takeLarge(result),
      onFault: (error) => this.settle?.reject(error),
    })
  }

  async run(): Promise<void> {
    const { signal } = this.watch
    const cancelled = new AppError({ code: 'cancelled', operation: 'hash files', message: 'Cancelled.' })
    const abort = (): void => this.settle?.reject(cancelled)
    const timer = setInterval(() => this.tellBytes(), bytesIntervalMs)
    signal?.addEventListener('abort', abort)
    try {
      await new Promise<void>((resolve, reject) => {
        this.settle = { resolve, reject }
        for (const { batch } of this.batches) this.pool.submitBatch(batch)
      })
      this.tellBytes()
    } finally {
      clearInterval(timer)
      signal?.removeEventListener('abort', abort)
      await this.pool.close()
    }
  }

  private tellBytes(): void {
    const { bytesDone, largePath } = this.pool
    this.watch.onBytes(bytesDone, largePath === undefined ? undefined : `${this.root}${largePath}`)
  }

  private takeBatch(result: BatchResult): void {
    const { batch } = this.batches[result.id] ?? {}
    if (batch === undefined) return
    const paths = batch.paths.split('\0')
    const deferred = new Set(result.deferred.map(({ index }) => index))
    this.pool.submitLarge(
      result.deferred.map((file) => ({ ...file, batchId: result.id, path: paths[file.index] ?? '' })),
    )
    const digests = Buffer.from(result.digests.buffer, result.digests.byteOffset, result.digests.byteLength)
    for (let i = 0; i < result.count; i += 1) {
      if (deferred.has(i)) continue
      const sha256 = digests.toString('hex', i * digestBytes, (i + 1) * digestBytes)
      this.tell(result.id, i, result.errors.get(i), { sha256, sizeBytes: result.sizes[i] ?? 0 })
    }
  }

  private takeLarge({ batchId, index, error, sizeBytes, digests }: LargeResult): void {
    this.tell(batchId, index, error, { sha256: digests[0] ?? '', sizeBytes })
  }

  private tell(batchId: number, entry: number, error: EntryError | undefined, read: DigestOutcome): void {
    const index = this.batches[batchId]?.indexes[entry]
    if (index === undefined) return
    this.remaining -= 1
    this.watch.onDigest(index, error === undefined ? read : { error })
    if (this.remaining === 0) this.settle?.resolve()
  }
}
