import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../shared/errors/app-error.ts'
import { createDigesters } from './digester.ts'
import type { BatchColumns } from './batch-columns.ts'
import { changedWhileReading } from './entry-errors.ts'
import {
  cancelWord,
  entryWord,
  countersPerWorker,
  type BatchResult,
  type EntryBatch,
  type FromHashWorker,
  type HashWorkerData,
  type LargeFile,
  type LargeResult,
  type ToHashWorker,
} from './hash-protocol.ts'
import { absolutePath, processBatch, type BatchContext } from './process-batch.ts'
import { readFileDigests, type ReadContext } from './read-file.ts'
import { writeLines, type BatchLines } from './write-lines.ts'

// Electron would otherwise open users' `*.asar` files as folders (docs/adr/0005-scan-pipeline.md).
;(process as { noAsar?: boolean }).noAsar = true

const bufferBytes = 1024 * 1024
const batchBudgetBytes = 8 * 1024 * 1024
const smallFileBytes = 64 * 1024
const noLines: BatchLines = { lines: new Uint8Array(0), subtreeRoot: '', leaves: [] }

const data = workerData as HashWorkerData
const port = parentPort
if (port === null) {
  throw new AppError({ code: 'internal', operation: 'start hash worker', message: 'This file only runs as a worker.' })
}

const control = new Int32Array(data.control)
const counters = new Float64Array(data.counters)
const filesCounter = data.slot * countersPerWorker
let bytesAtStart = 0

function bytesDone(): number {
  return counters[filesCounter + 1] ?? 0
}

const context: BatchContext = {
  root: data.root,
  algorithms: data.algorithms,
  mode: data.mode,
  digesters: await createDigesters(data.algorithms),
  buffer: Buffer.allocUnsafeSlow(bufferBytes),
  // Past its share of bytes a batch leaves all but small files to be handed out one by one.
  get largeThresholdBytes() {
    return bytesDone() - bytesAtStart > batchBudgetBytes ? smallFileBytes : data.largeThresholdBytes
  },
  isCancelled: () => Atomics.load(control, cancelWord) !== 0,
  onBytes: (bytes) => {
    counters[filesCounter + 1] = (counters[filesCounter + 1] ?? 0) + bytes
  },
  onEntry: (index) => Atomics.store(control, entryWord(data.slot), index),
  onFile: () => {
    counters[filesCounter] = (counters[filesCounter] ?? 0) + 1
  },
}

function send(message: FromHashWorker, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer)
}

/** A buffer that shares a pool cannot be handed over; it is copied instead. */
function owned(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength && !Buffer.isBuffer(bytes) ? bytes : new Uint8Array(bytes)
}

function packResult(columns: BatchColumns, lines: BatchLines): BatchResult {
  const result = columns.finish()
  return {
    ...result,
    ...lines,
    lines: owned(lines.lines),
    pathBytes: owned(result.pathBytes),
    digests: owned(result.digests),
  }
}

function runBatch(batch: EntryBatch): void {
  bytesAtStart = bytesDone()
  const columns = processBatch(batch, context)
  if (columns === undefined) return send({ type: 'cancelled' })
  const lines = data.hasLines && columns.deferred.length === 0 ? writeLines(columns, data.algorithms) : noLines
  const result = packResult(columns, lines)
  const views = [result.pathBytes, result.pathOffsets, result.kinds, result.sizes, result.modifiedNs, result.changedNs]
  const more = [result.inodes, result.modes, result.digests, result.digestFlags]
  const transfer = [...views, ...more].map((view) => view.buffer as ArrayBuffer)
  if (result.lines.length > 0) transfer.push(result.lines.buffer as ArrayBuffer)
  send({ type: 'batch', result }, transfer)
}

const wholeContext: ReadContext = {
  digesters: context.digesters,
  buffer: context.buffer,
  largeThresholdBytes: Number.POSITIVE_INFINITY,
  isCancelled: context.isCancelled,
  onBytes: context.onBytes,
}

function runLarge(file: LargeFile): void {
  context.onEntry(file.index)
  const outcome = readFileDigests(absolutePath(data.root, file.path, file.rawPath), wholeContext)
  if (outcome.type === 'cancelled') return send({ type: 'cancelled' })
  context.onFile()
  const where = { batchId: file.batchId, index: file.index }
  const nothing = { modifiedNs: 0n, changedNs: 0n, inode: 0n, mode: 0, digests: [] }
  let result: LargeResult
  if (outcome.type === 'read' && (outcome.stats.ino !== file.inode || outcome.stats.dev !== file.device)) {
    result = { ...where, ...nothing, error: changedWhileReading('it was replaced'), sizeBytes: file.sizeBytes }
  } else if (outcome.type === 'read') {
    const { stats, sizeBytes, digests } = outcome
    const times = { modifiedNs: stats.mtimeNs, changedNs: stats.ctimeNs, inode: stats.ino }
    result = { ...where, ...times, sizeBytes, mode: Number(stats.mode) & 0o7777, digests }
  } else {
    const error = outcome.type === 'error' ? outcome.error : { code: 'EFBIG', message: 'too large to read' }
    result = { ...where, ...nothing, error, sizeBytes: file.sizeBytes }
  }
  send({ type: 'large', result })
}

port.on('message', (message: ToHashWorker) => {
  if (message.type === 'batch') runBatch(message.batch)
  else runLarge(message.file)
})
