import { toWireError } from '../../shared/errors/wire-error.ts'
import type { ReportFormat } from '../../shared/model/report.ts'
import type { WrittenFile } from '../atomic/write-chunks.ts'
import { recordActivity } from '../ledger/record-activity.ts'
import type { ReportModel } from './report-model.ts'
import { writeReport } from './write-report.ts'

export interface ReportTarget {
  /** Absolute. */
  readonly path: string
  readonly format: ReportFormat
  /** Whether a file of that name is replaced; it is unless false. */
  readonly isReplacing?: boolean | undefined
}

export interface ReportFile extends WrittenFile {
  readonly format: ReportFormat
}

/** What became of one report: the file, or why there is none. */
export type ReportEnd = ReportFile | (ReportTarget & { readonly error: unknown })

/** Who wants the reports, and where that is put on record. */
export interface ReportRequest {
  readonly workspace: string
  readonly toolVersion: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Writes reports, which is a run of its own in the ledger. Each stands for itself: one that fails does not keep the others
 * back. Errors: `ledger-damaged`, those of a write to the ledger.
 */
export function exportReports(
  model: ReportModel,
  targets: readonly ReportTarget[],
  { workspace, toolVersion, signal }: ReportRequest,
): Promise<ReportEnd[]> {
  const { runId, kind, directory: lane } = model.summary
  const isOfRun = kind !== 'manifest'
  const activity = {
    workspace,
    operation: 'export',
    lane,
    toolVersion,
    ...(isOfRun ? { command: ['assay', 'report', runId, ...targets.flatMap(({ path }) => ['-o', path])] } : {}),
    input: { of: kind, of_run: runId },
  } as const
  return recordActivity(activity, async () => {
    const ends: ReportEnd[] = []
    for (const { path, format, isReplacing } of targets) {
      const end = writeReport(model, format, path, { signal, isReplacing })
      ends.push(
        await end.then(
          (file): ReportEnd => ({ ...file, format }),
          (error: unknown): ReportEnd => ({ path, format, error }),
        ),
      )
    }
    return { value: ends, ...tellEnds(ends) }
  })
}

function tellEnds(ends: readonly ReportEnd[]) {
  const outputs = ends.flatMap((end) =>
    'error' in end ? [] : [{ path: end.path, format: end.format, size_bytes: end.sizeBytes, sha256: end.sha256 }],
  )
  const errors = ends.flatMap((end) => ('error' in end ? [{ path: end.path, ...toWireError(end.error) }] : []))
  return { output: { outputs }, errors, hasFailed: outputs.length === 0 }
}
