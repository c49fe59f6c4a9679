import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { isCancelled } from '../../../shared/errors/app-error.ts'
import type { PipelineStatus } from '../../../shared/model/pipeline-audit.ts'
import type { ScanError, ScanProgress } from '../../../shared/model/run.ts'
import { recordActivity, type TellActivity } from '../../ledger/record-activity.ts'
import { auditPipeline, type AuditOptions, type PipelineAudit } from './audit-pipeline.ts'
import type { AuditWatch } from './audit-watch.ts'
import { listCopies, type FileCopy } from './list-copies.ts'
import { judgeAudit, listFindings } from './list-findings.ts'
import { defaultStaleAfterMs } from './manifest-facts.ts'
import type { PipelineFinding } from './pipeline-finding.ts'

/** Findings that the ledger keeps as events; all of them are counted. */
const maxFindingEvents = 10_000

export interface RecordedAudit {
  readonly runId: string
  readonly status: PipelineStatus
  readonly audit: PipelineAudit
  /** Loudest first. */
  readonly findings: readonly PipelineFinding[]
  /** Files that are copies of recorded ones: no findings. */
  readonly copies: readonly FileCopy[]
}

/** Where the run of an audit is kept. */
export interface AuditRun {
  readonly workspace: string
  readonly toolVersion?: string | undefined
}

function repeatAudit(options: AuditOptions): string[] {
  const { staleAfterMs = defaultStaleAfterMs, baseFolder, dataFolders = [] } = options
  const stale = Number.isFinite(staleAfterMs) ? `${staleAfterMs}ms` : 'never'
  return [
    'assay',
    'etl',
    'check',
    resolve(options.target),
    ...(options.readContents ? [] : ['--quick']),
    ...dataFolders.flatMap((folder) => ['--data', resolve(folder)]),
    ...(baseFolder === undefined ? [] : ['--base', resolve(baseFolder)]),
    ...(staleAfterMs === defaultStaleAfterMs ? [] : ['--stale-after', stale]),
  ]
}

function tellFinding({ kind, manifest, field, key, path, evidence }: PipelineFinding) {
  const data = { kind, manifest, field, key, path, evidence }
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
}

/** A pipeline has one row of the timeline, whether all of its manifests are audited or one. */
async function findLane(target: string): Promise<string> {
  const stats = await stat(target).catch(() => undefined)
  return stats?.isFile() === true ? dirname(target) : target
}

/** Puts findings on record as they come. */
class FindingRecord {
  count = 0
  private readonly tell: TellActivity

  constructor(tell: TellActivity) {
    this.tell = tell
  }

  take(findings: readonly PipelineFinding[]): void {
    for (const finding of findings) {
      this.count += 1
      if (this.count <= maxFindingEvents) this.tell('finding', tellFinding(finding))
    }
  }

  /** What only the whole audit tells: where the contents of missing files are. */
  end(findings: readonly PipelineFinding[]): void {
    let placedCount = 0
    for (const { key, path, contentAt } of findings) {
      if (contentAt === undefined) continue
      placedCount += 1
      if (placedCount <= maxFindingEvents) this.tell('content_found', { key, path, content_at: contentAt })
    }
    if (this.count > maxFindingEvents) this.tell('warning', { message: describeBound(this.count) })
  }
}

function describeBound(findingCount: number): string {
  return `The ledger keeps the first ${maxFindingEvents} of ${findingCount} findings.`
}

/**
 * Audits a pipeline as a run of the ledger, `audit`, with its findings as events, recorded as they are found: those of an
 * audit that is cancelled stay, and `audit_cancelled` says that there may be more. Errors: those of `auditPipeline` and of
 * `recordActivity`.
 */
export async function recordAudit(options: AuditOptions, run: AuditRun, watch: AuditWatch): Promise<RecordedAudit> {
  const { onStart } = watch
  const target = resolve(options.target)
  const lane = await findLane(target)
  const input = { target, quick: !options.readContents }
  const activity = { ...run, operation: 'audit' as const, lane, command: repeatAudit(options), input, onStart }
  return recordActivity(activity, async (runId, tell) => {
    const record = new FindingRecord(tell)
    const errors: ScanError[] = []
    const audit = await auditOnRecord(options, watch, { record, errors, tell })
    const findings = [...listFindings(audit)]
    record.end(findings)
    const copies = [...listCopies(audit)]
    const status = judgeAudit(audit)
    const figures = { finding_count: findings.length, record_count: audit.files.length, copy_count: copies.length }
    return {
      value: { runId, status, audit, findings, copies },
      output: { result: { status, ...figures, counts: audit.counts } },
      errors,
      warnings: audit.warnings,
    }
  })
}

interface Kept {
  readonly record: FindingRecord
  readonly errors: ScanError[]
  readonly tell: TellActivity
}

async function auditOnRecord(options: AuditOptions, watch: AuditWatch, { record, errors, tell }: Kept) {
  let progress: ScanProgress | undefined
  const heard: AuditWatch = {
    ...watch,
    onProgress: (latest) => {
      progress = latest
      watch.onProgress?.(latest)
    },
    onError: (error) => {
      errors.push(error)
      watch.onError?.(error)
    },
    onAuditFindings: (findings) => {
      record.take(findings)
      watch.onAuditFindings?.(findings)
    },
  }
  try {
    return await auditPipeline(options, heard)
  } catch (error) {
    if (isCancelled(error)) tell('audit_cancelled', { finding_count: record.count, ...tellProgress(progress) })
    throw error
  }
}

function tellProgress(progress: ScanProgress | undefined) {
  if (progress === undefined) return {}
  const { filesDone, filesTotal, bytesDone, bytesTotal } = progress
  return { files_done: filesDone, files_total: filesTotal, bytes_done: bytesDone, bytes_total: bytesTotal }
}
