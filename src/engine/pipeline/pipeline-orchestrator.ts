import { resolve } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import { recordEtag, type ProcessRecord } from '../../shared/model/process-manifest.ts'
import { hashFiles } from '../hash/hash-files.ts'
import type { DownloadEvent, PipelineSource } from './create-record.ts'
import type { Manifest } from './manifest.ts'
import type { AddedRecord } from './manifest-store.ts'
import type { ReadControl } from './read-process-manifest.ts'

export interface StateCheck {
  /** Whether the source's most recent record has this very ETag: nothing new is there to be fetched. */
  readonly isCurrent: boolean
  /** The source's most recent record. */
  readonly record: ProcessRecord | null
}

export interface ContentCheck {
  readonly sha256: string
  readonly sizeBytes: number
  /** The record of this content; null when it was never seen. */
  readonly record: ProcessRecord | null
}

/** What a pipeline knows of a file beyond its content. */
export interface FetchedFile {
  readonly etag?: string | null | undefined
  /** When it was there whole; now unless given. */
  readonly completedAt?: Date | undefined
}

/** The three questions of a pipeline to its ledger: is the source unchanged, was the content seen, and keep what was done. */
export class PipelineOrchestrator {
  readonly manifest: Manifest

  constructor(manifest: Manifest) {
    this.manifest = manifest
  }

  /** State check, before anything is fetched. A source that gives no ETag is never current. Errors: those of a manifest. */
  async checkState(sourceId: string, etag: string | null | undefined): Promise<StateCheck> {
    const record = await this.manifest.getRecordBySource(sourceId)
    const isKnown = record !== null && typeof etag === 'string' && etag !== ''
    return { isCurrent: isKnown && recordEtag(record) === etag, record }
  }

  /** Deduplication: reads a local file once. Errors: `read-failed`, `not-found`, `cancelled`, those of a manifest. */
  async checkContent(file: string, control: ReadControl = {}): Promise<ContentCheck> {
    const { sha256, sizeBytes } = await digestFile(file, control)
    return { sha256, sizeBytes, record: await this.manifest.getRecordByChecksum(sha256) }
  }

  /** Completion: registers a download whose digest is known. Errors: those of a manifest. */
  complete(source: PipelineSource, event: DownloadEvent): Promise<AddedRecord> {
    return this.manifest.addFromEvent(source, event)
  }

  /** Completion of a local file, which is read once. Errors: as `checkContent`, and `bad-usage` for an empty file. */
  async completeFile(
    source: PipelineSource,
    file: string,
    fetched: FetchedFile = {},
    control: ReadControl = {},
  ): Promise<AddedRecord> {
    const { sha256, sizeBytes } = await digestFile(file, control)
    return this.complete(source, {
      sha256,
      file_path: resolve(file),
      file_size_bytes: sizeBytes,
      etag: fetched.etag,
      ts_download_completed: fetched.completedAt ?? new Date(),
    })
  }
}

async function digestFile(file: string, control: ReadControl): Promise<{ sha256: string; sizeBytes: number }> {
  for await (const outcome of hashFiles([file], ['sha256'], control)) {
    if ('digests' in outcome) return { sha256: outcome.digests.sha256 ?? '', sizeBytes: outcome.sizeBytes }
    const { code, message } = outcome.error
    throw new AppError({
      code: code === 'ENOENT' ? 'not-found' : 'read-failed',
      operation: 'read file',
      path: file,
      message: `${file} could not be read: ${message}.`,
    })
  }
  throw new AppError({ code: 'internal', operation: 'read file', path: file, message: `${file} gave no digest.` })
}
