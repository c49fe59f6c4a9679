import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import {
  shapeOf,
  type ProcessMetadata,
  type ProcessRecord,
  type RecordShape,
} from '../../shared/model/process-manifest.ts'
import { parseProcessManifestName } from '../../shared/model/process-manifest-names.ts'
import { systemFilePort, type FilePort } from '../atomic/file-port.ts'
import { isSha256 } from './check-record.ts'
import {
  createRecord,
  paramsOfEvent,
  type DownloadEvent,
  type PipelineSource,
  type RecordParams,
} from './create-record.ts'
import type { ManifestDocument } from './manifest-document.ts'
import { findRecord, ManifestStore, nowUs, type AddedRecord, type NewMetadata } from './manifest-store.ts'
import { downloads, type ManifestType } from './manifest-types.ts'
import { SaveQueue } from './save-queue.ts'
import { SourceIndex } from './source-index.ts'

const defaultLockTimeoutMs = 30_000

export interface ManifestOptions {
  /** What to make a manifest of where there is none at the first use; without it that is an error. */
  readonly metadata?: NewMetadata
  readonly type?: ManifestType
  /** How long a save waits for those of other processes; 30 seconds unless given. */
  readonly lockTimeoutMs?: number
  /** The system calls of a save. */
  readonly port?: FilePort
}

export type { AddedRecord, NewMetadata } from './manifest-store.ts'

const instances = new Map<string, WeakRef<Manifest>>()

/** The folder without links, as far as it exists, so that one file has one instance whatever way leads to it. */
function toRealPath(path: string): string {
  const full = resolve(path)
  let folder = dirname(full)
  let rest = basename(full)
  for (;;) {
    try {
      return join(realpathSync(folder), rest)
    } catch {
      if (dirname(folder) === folder) return full
      rest = join(basename(folder), rest)
      folder = dirname(folder)
    }
  }
}

/**
 * The ledger of one process: what it has dealt with, by content. One instance a path. Every method looks first whether
 * another process has written to the file. All of them throw `manifest-invalid` with field and reason when it is damaged
 * or has lost records, `not-found` when it is gone, and the errors of reading; those that add, the errors of a durable write.
 */
export class Manifest {
  readonly path: string
  private readonly type: ManifestType
  private readonly store: ManifestStore
  private readonly queue: SaveQueue
  private busy: Promise<unknown> = Promise.resolve()
  private readonly sources = new SourceIndex()
  private readonly pending = new Set<Promise<AddedRecord>>()
  private readonly adding = new Map<string, Promise<AddedRecord>>()

  private constructor(path: string, options: ManifestOptions) {
    const {
      lockTimeoutMs = defaultLockTimeoutMs,
      port = systemFilePort,
      metadata: skeleton,
      type = downloads,
    } = options
    this.path = path
    this.type = type
    this.store = new ManifestStore({ path, skeleton, lockTimeoutMs, port })
    this.queue = new SaveQueue((records) => this.inTurn(() => this.store.append(records)))
  }

  /** The manifest under a path: the same instance each time, with the options of the first. Touches no file. */
  static open(path: string, options: ManifestOptions = {}): Manifest {
    const realPath = toRealPath(path)
    const known = instances.get(realPath)?.deref()
    if (known !== undefined) return known.asType(options.type)
    const manifest = new Manifest(realPath, options)
    instances.set(realPath, new WeakRef(manifest))
    return manifest
  }

  /** As of the last look. Throws `bad-usage` before the first. */
  get metadata(): ProcessMetadata {
    return this.loaded().metadata
  }

  /** By checksum, in the order they were added, as of the last look. Throws `bad-usage` before the first. */
  get records(): ReadonlyMap<string, ProcessRecord> {
    return this.loaded().records
  }

  /** Reads the file as it is now, whatever was known of it; makes the skeleton where there never was a file. */
  async load(): Promise<this> {
    await this.inTurn(() => this.store.refresh(true))
    return this
  }

  /** Makes the skeleton. Throws `already-exists` where there is a file. */
  async create(metadata: NewMetadata): Promise<this> {
    await this.inTurn(() => this.store.create(metadata))
    return this
  }

  /** Resolves when all that was added so far is on disk or was refused; where nothing was added it writes nothing. */
  async save(): Promise<void> {
    await Promise.allSettled(this.pending)
    await this.refresh()
  }

  /** Adds a record, on disk when it resolves; of a content that is known, the first record stays and is returned. */
  addRecord(params: RecordParams): Promise<AddedRecord> {
    return this.track(this.addChecked(params))
  }

  /** Adds a record for a finished download; its ETag is that of the source's last one where the event has none. */
  addFromEvent(source: PipelineSource, event: DownloadEvent): Promise<AddedRecord> {
    const add = async (): Promise<AddedRecord> => {
      const document = this.store.document ?? (await this.refresh())
      return this.addChecked(paramsOfEvent(source, event, this.shapeFor(document)))
    }
    return this.track(add())
  }

  /** Adds what the manifest's type makes of a key and a value. Throws `bad-usage` for what it does not take. */
  async update(key: string, value: RecordParams): Promise<AddedRecord> {
    return this.addRecord(this.type.toRecord(key, value))
  }

  /** The source's most recent record; of several with the same time, the one added last. */
  async getRecordBySource(sourceId: string): Promise<ProcessRecord | null> {
    return this.sources.findLatest(await this.refresh(), sourceId) ?? null
  }

  /** Whether this content was ever recorded. Throws `bad-usage` for what is no SHA-256. */
  async hasChecksum(sha256: string): Promise<boolean> {
    return (await this.getRecordByChecksum(sha256)) !== null
  }

  /** The record of a content. Throws `bad-usage` for what is no SHA-256. */
  async getRecordByChecksum(sha256: string): Promise<ProcessRecord | null> {
    if (!isSha256(sha256)) throw badUsage(`${JSON.stringify(sha256)} is no SHA-256: that has 64 hexadecimal digits.`)
    return findRecord(await this.refresh(), sha256) ?? null
  }

  /** What was asked for counts as added for `save`, before it is handed to the queue too. */
  private track(adding: Promise<AddedRecord>): Promise<AddedRecord> {
    const tracked = adding.finally(() => this.pending.delete(tracked))
    this.pending.add(tracked)
    return tracked
  }

  private async addChecked(params: RecordParams): Promise<AddedRecord> {
    const { metadata } = this.store.document ?? (await this.refresh())
    const record = createRecord(params, metadata, nowUs())
    if (findRecord(this.store.document, record.checksum) === undefined) return this.addNew(record)
    const known = findRecord(await this.refresh(), record.checksum)
    return known === undefined ? this.addNew(record) : { isNew: false, record: known }
  }

  private async addNew(record: ProcessRecord): Promise<AddedRecord> {
    const key = record.checksum.toLowerCase()
    const earlier = this.adding.get(key)
    if (earlier !== undefined) return { isNew: false, record: (await earlier).record }
    const adding = this.queue.add(record)
    this.adding.set(key, adding)
    try {
      return await adding
    } finally {
      this.adding.delete(key)
    }
  }

  private async refresh(): Promise<ManifestDocument> {
    const known = this.store.document
    if (known !== undefined && (await this.store.isCurrent())) return this.store.document ?? known
    return this.inTurn(() => this.store.refresh())
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.busy.then(work)
    // A failure is told to who asked for the work, not to who comes next.
    this.busy = done.catch(() => undefined)
    return done
  }

  private loaded(): ManifestDocument {
    if (this.store.document === undefined) throw badUsage(`${this.path} is not loaded yet: await load() first.`)
    return this.store.document
  }

  private asType(type: ManifestType | undefined): this {
    if (type === undefined || type === this.type) return this
    throw badUsage(`${this.path} is open already, as a manifest of another type.`)
  }

  private shapeFor({ records }: ManifestDocument): RecordShape {
    const [first] = records.values()
    if (first !== undefined) return shapeOf(first)
    if (this.type.shape !== undefined) return this.type.shape
    return parseProcessManifestName(basename(this.path)).pattern === 'process-version' ? 'module' : 'strategy'
  }
}

function badUsage(message: string): AppError {
  return new AppError({ code: 'bad-usage', operation: 'use manifest', message })
}
