import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors/app-error.ts'
import { fromWireError } from '../../../shared/errors/wire-error.ts'
import { toWriteError } from '../../atomic/write-errors.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { formatTimestampNs } from '../../table/timestamp.ts'
import { workerUrl } from '../../worker-url.ts'
import { isSqliteFile } from '../staging/artifact-progress.ts'
import type { ArtifactFacts } from '../staging/progress-file.ts'
import type { FromSqliteWorker, SqliteWorkerData } from './sqlite-protocol.ts'

const chunkBytes = 1024 * 1024
// oxlint-disable-next-line no-bitwise -- flags of open(2) are combined so
const artifactFlags = constants.O_RDWR | constants.O_NOFOLLOW

/** Throws `build-failed` unless the builder left a regular file. */
async function requireArtifact(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => undefined)
  if (stats?.isFile() === true) return
  const message =
    stats === undefined
      ? `The builder ended well, but made no ${path}. It has to write its artifact to {staging_artifact}.`
      : `The builder made ${path} a link, folder or device. An artifact is a plain file.`
  throw new AppError({ code: 'build-failed', operation: 'finish artifact', path, message })
}

/** Puts what a builder wrote on disk. Errors: `build-failed` where it is no regular file, those of a write. */
export async function syncArtifact(path: string): Promise<void> {
  await requireArtifact(path)
  try {
    const file = await open(path, artifactFlags)
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw toWriteError(error, path)
  }
}

/**
 * Makes an artifact ready to be handed out and durable, and reads it: a SQLite one is compacted and checked in a thread of
 * its own. Errors: `build-failed`, `disk-full`, `write-failed`, `cancelled`.
 */
export async function finishArtifact(path: string, signal: AbortSignal | undefined): Promise<ArtifactFacts> {
  await requireArtifact(path)
  if (await isSqliteFile(path)) await compactInThread(path)
  throwIfCancelled(signal, 'build')
  try {
    return await syncAndDigest(path, signal)
  } catch (error) {
    throw toWriteError(error, path)
  }
}

async function compactInThread(path: string): Promise<void> {
  const data: SqliteWorkerData = { path }
  const thread = new Worker(workerUrl('sqlite-worker'), {
    workerData: data,
  })
  const end = await new Promise<FromSqliteWorker>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('the thread that compacts it ended early')))
  })
  if (!end.ok) throw fromWireError(end.error)
}

async function syncAndDigest(path: string, signal: AbortSignal | undefined): Promise<ArtifactFacts> {
  const file = await open(path, artifactFlags)
  try {
    await file.sync()
    const before = await file.stat({ bigint: true })
    const sha256 = await digest(file, signal)
    const after = await file.stat({ bigint: true })
    if (before.size !== after.size || before.mtimeNs !== after.mtimeNs) {
      const message = `${path} was altered while it was read: something of its builder still writes to it.`
      throw new AppError({ code: 'build-failed', operation: 'finish artifact', path, message })
    }
    return { sizeBytes: Number(after.size), modifiedUtc: formatTimestampNs(after.mtimeNs), sha256 }
  } finally {
    await file.close()
  }
}

async function digest(file: FileHandle, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(chunkBytes)
  for (;;) {
    throwIfCancelled(signal, 'build')
    const { bytesRead } = await file.read(buffer, 0, chunkBytes)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
  }
}
