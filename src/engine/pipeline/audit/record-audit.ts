import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { PipelineStatus } from '../../../shared/model/pipeline-audit.ts'
import type { ScanError } from '../../../shared/model/run.ts'
import { recordActivity } from '../../ledger/record-activity.ts'
import type { RunControl } from '../../run/run-control.ts'
import { auditPipeline, type AuditOptions, type PipelineAudit } from './audit-pipeline.ts'
import { listCopies, type FileCopy } from './list-copies.ts'
import { judgeAudit, listFindings } from './list-findings.ts'
import { defaultStaleAfterMs } from './manifest-facts.ts'
import type { PipelineFinding } from './pipeline-finding.ts'

/** Findings that the ledger keeps; all of them are counted. */
const maxFindingEvents = 200

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
  return { type: 'finding', data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) }
}

/** A pipeline has one row of the timeline, whether all of its manifests are audited or one. */
async function findLane(target: string): Promise<string> {
  const stats = await stat(target).catch(() => undefined)
  return stats?.isFile() === true ? dirname(target) : target
}

/**
 * Audits a pipeline as a run of the ledger, `audit`, with its first findings as events. Errors: those of `auditPipeline`
 * and of `recordActivity`.
 */
export async function recordAudit(options: AuditOptions, run: AuditRun, control: RunControl): Promise<RecordedAudit> {
  const { onStart } = control
  const target = resolve(options.target)
  const lane = await findLane(target)
  const input = { target, quick: !options.readContents }
  const activity = { ...run, operation: 'audit' as const, lane, command: repeatAudit(options), input, onStart }
  return recordActivity(activity, async (runId) => {
    const errors: ScanError[] = []
    const onError = (error: ScanError): void => {
      errors.push(error)
      control.onError?.(error)
    }
    const audit = await auditPipeline(options, { ...control, onError })
    const findings = [...listFindings(audit)]
    const copies = [...listCopies(audit)]
    const status = judgeAudit(audit)
    const figures = { finding_count: findings.length, record_count: audit.files.length, copy_count: copies.length }
    return {
      value: { runId, status, audit, findings, copies },
      output: { result: { status, ...figures, counts: audit.counts } },
      errors,
      warnings: audit.warnings,
      events: findings.slice(0, maxFindingEvents).map(tellFinding),
    }
  })
}
