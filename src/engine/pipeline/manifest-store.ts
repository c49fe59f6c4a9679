import { dirname } from 'node:path'
import type { ProcessMetadata, ProcessRecord } from '../../shared/model/process-manifest.ts'
import { formatTimeUs } from '../../shared/model/process-time.ts'
import { openDurableFile } from '../atomic/durable-file.ts'
import type { FilePort } from '../atomic/file-port.ts'
import { makeFolder } from '../atomic/make-folder.ts'
import { sweepStaleTemps } from '../atomic/stale-temps.ts'
import { toWriteError } from '../atomic/write-errors.ts'
import { manifestError } from '../manifest/manifest-error.ts'
import { nowNs } from '../run/clock.ts'
import { lockManifest, tellContention, type FileLock } from './file-lock.ts'
import { appendRecords, formatProcessManifest, parseDocument, type ManifestDocument } from './manifest-document.ts'
import { identifyManifest, isSameVersion, readManifestBytes, type ManifestIdentity } from './read-manifest-bytes.ts'

const nsPerUs = 1000n

/** What a manifest says of itself when it is made. */
export interface NewMetadata {
  readonly process: string
  readonly etl_version: string
  readonly root_dir: string
}

export interface StoreOptions {
  readonly path: string
  /** What to make a manifest of where there is none; without it that is an error. */
  readonly skeleton: NewMetadata | undefined
  readonly lockTimeoutMs: number
  readonly port: FilePort
}

export interface AddedRecord {
  /** False when the content was recorded before. */
  readonly isNew: boolean
  /** The record that stands for the content: the first one of it. */
  readonly record: ProcessRecord
}

export interface Appended {
  /** What became of each record given. */
  readonly added: readonly AddedRecord[]
  readonly wasContended: boolean
}

/** Microseconds since 1970. */
export function nowUs(): number {
  return Number(nowNs() / nsPerUs)
}

/**
 * The file of one manifest: read again when it is another version than the one known, and replaced as a whole under the
 * lock that all writers take. One call at a time. What is damaged, gone or lost records is an error and never replaced.
 */
export class ManifestStore {
  document: ManifestDocument | undefined
  private readonly options: StoreOptions
  private identity: ManifestIdentity | undefined
  private isSwept = false

  constructor(options: StoreOptions) {
    this.options = options
  }

  /** Whether the file is the version known. */
  async isCurrent(): Promise<boolean> {
    return this.document !== undefined && isSameVersion(this.identity, await this.identify())
  }

  /** Reads what others have written, or makes the skeleton. `isAnew` takes the file as it is, whatever was known of it. */
  async refresh(isAnew = false): Promise<ManifestDocument> {
    const found = await this.identify()
    if (found === undefined) return this.createFirst()
    if (!isAnew && this.document !== undefined && isSameVersion(this.identity, found)) return this.document
    return this.read(isAnew ? undefined : this.document)
  }

  /** Makes the skeleton where there is no file. Throws `already-exists` where there is one. */
  async create(metadata: NewMetadata): Promise<ManifestDocument> {
    const { path, lockTimeoutMs } = this.options
    await this.makeFolder()
    const lock = await lockManifest(path, lockTimeoutMs)
    try {
      return await this.writeSkeleton(metadata)
    } finally {
      lock.release()
    }
  }

  /** Adds what is new of these, on disk when it returns. Nothing is written where all of it is known. */
  async append(added: readonly ProcessRecord[]): Promise<Appended> {
    const { path, lockTimeoutMs } = this.options
    if (this.document === undefined) await this.refresh()
    await this.sweepOnce()
    const written = new Set<ProcessRecord>()
    const startedMs = performance.now()
    for (let attempts = 1; ; attempts += 1) {
      const lock = await lockManifest(path, lockTimeoutMs)
      try {
        if (await this.write(added, lock, written)) {
          const wasContended = lock.wasContended || attempts > 1
          return { added: added.map((record) => this.tellAdded(record, written)), wasContended }
        }
      } finally {
        lock.release()
      }
      if (performance.now() - startedMs > lockTimeoutMs) throw tellContention(path, lockTimeoutMs)
    }
  }

  /**
   * Puts what is new of these into the file, and into `written`. False where somebody wrote to the file meanwhile, one who
   * does not know of the lock or whose lock is another because the first was removed: then all is to be looked at again.
   */
  private async write(added: readonly ProcessRecord[], lock: FileLock, written: Set<ProcessRecord>): Promise<boolean> {
    const { path } = this.options
    const document = await this.refresh()
    const fresh = pickNew(document, added)
    if (fresh.size === 0) return true
    const bytes = appendRecords(document, [...fresh], nowUs())
    // What is about to be written is read first: a manifest that could not be read again must not come into being.
    const parsed = await parseDocument(path, bytes, document)
    if (!(await this.replace(bytes, lock))) return false
    for (const record of fresh) written.add(record)
    if (!lock.isHeld()) return false
    this.document = parsed.accept()
    await this.noteWritten(bytes.length)
    return true
  }

  /** Replaces the version that is known and no other, as nearly as two calls of the system one after the other can be. */
  private async replace(bytes: Buffer, lock: FileLock): Promise<boolean> {
    const file = await openDurableFile(this.options.path, this.options.port)
    try {
      await file.write(bytes)
      await file.sync()
      if (!lock.isHeld() || !(await this.isCurrent())) return false
      await file.commit()
      return true
    } finally {
      await file.abort()
    }
  }

  /** What writers that were killed have left beside the manifest. */
  private async sweepOnce(): Promise<void> {
    if (this.isSwept) return
    this.isSwept = true
    await sweepStaleTemps(dirname(this.options.path))
  }

  private tellAdded(record: ProcessRecord, fresh: ReadonlySet<ProcessRecord>): AddedRecord {
    return { isNew: fresh.has(record), record: findRecord(this.document, record.checksum) ?? record }
  }

  private async createFirst(): Promise<ManifestDocument> {
    const { path, skeleton } = this.options
    if (this.document !== undefined) {
      const problem = `was there with ${this.document.records.size} records, and is gone. Put it back; it was not made anew.`
      throw manifestError('not-found', path, problem)
    }
    if (skeleton === undefined) throw manifestError('not-found', path, 'does not exist. Check the path, or create it.')
    try {
      return await this.create(skeleton)
    } catch (error) {
      // Another process was quicker: its manifest is as good.
      if ((await this.identify()) === undefined) throw error
      return this.read(undefined)
    }
  }

  private async writeSkeleton(metadata: NewMetadata): Promise<ManifestDocument> {
    const time = formatTimeUs(nowUs())
    const whole: ProcessMetadata = { ...metadata, total_records: 0, ts_created: time, ts_updated: time }
    const bytes = Buffer.from(formatProcessManifest(whole, []))
    const file = await openDurableFile(this.options.path, this.options.port)
    try {
      await file.write(bytes)
      await file.commit(false)
    } finally {
      await file.abort()
    }
    this.document = (await parseDocument(this.options.path, bytes)).accept()
    await this.noteWritten(bytes.length)
    return this.document
  }

  private async read(earlier: ManifestDocument | undefined): Promise<ManifestDocument> {
    const { path } = this.options
    const { bytes, identity } = await readManifestBytes(path)
    this.document = (await parseDocument(path, bytes, earlier)).accept()
    this.identity = identity
    return this.document
  }

  /** A program that does not know of the lock may have been at it since: then the next look reads it again. */
  private async noteWritten(sizeBytes: number): Promise<void> {
    const found = await this.identify()
    this.identity = found?.sizeBytes === sizeBytes ? found : undefined
  }

  private async identify(): Promise<ManifestIdentity | undefined> {
    try {
      return await identifyManifest(this.options.path)
    } catch (error) {
      throw manifestError('read-failed', this.options.path, 'could not be looked at.', error)
    }
  }

  private async makeFolder(): Promise<void> {
    try {
      await makeFolder(dirname(this.options.path))
    } catch (error) {
      throw toWriteError(error, this.options.path)
    }
  }
}

/** A content's record, its checksum in either case. */
export function findRecord(document: ManifestDocument | undefined, checksum: string): ProcessRecord | undefined {
  if (document === undefined) return undefined
  const { records, spellings } = document
  const folded = checksum.toLowerCase()
  const key = spellings.get(folded) ?? checksum
  return records.get(checksum) ?? records.get(folded) ?? records.get(checksum.toUpperCase()) ?? records.get(key)
}

function pickNew(document: ManifestDocument, added: readonly ProcessRecord[]): ReadonlySet<ProcessRecord> {
  const fresh = new Map<string, ProcessRecord>()
  for (const record of added) {
    const key = record.checksum.toLowerCase()
    if (findRecord(document, record.checksum) === undefined && !fresh.has(key)) fresh.set(key, record)
  }
  return new Set(fresh.values())
}
