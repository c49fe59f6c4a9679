import { formatCounted } from '../../shared/text/quantities.ts'
import { maxRecordedErrors } from '../../shared/model/run-record.ts'
import type { ManifestSummary, SealState } from '../../shared/model/manifest.ts'
import type { ScanError } from '../../shared/model/run.ts'
import type { RunControl } from '../run/run-control.ts'
import { checkManifestSeal } from '../manifest/check-seal.ts'
import type { LoadedManifest } from '../manifest/loaded-manifest.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { readPath } from '../table/entry-reader.ts'
import { describeChecks } from './how-to-check.ts'
import type {
  CheckStep,
  ReportExtent,
  ReportFacts,
  ReportManifest,
  ReportModel,
  ReportSide,
  ReportSummary,
} from './report-model.ts'
import { titleOf } from './report-words.ts'

const noFindings = {
  length: 0,
  at(index: number): never {
    throw new RangeError(`A manifest has no finding ${index}`)
  },
}

/**
 * The report of a manifest as it is: what it says of itself, and whether its seal holds now. The first
 * 200 errors it lists are in the report. Errors: those of `readManifest`, and `cancelled`.
 */
export async function readManifestReport(
  path: string,
  facts: ReportFacts,
  control: Pick<RunControl, 'signal'> = {},
): Promise<ReportModel> {
  const manifest = await readManifest(path, control)
  const seal = await checkManifestSeal(path, control)
  const errors = listErrors(manifest)
  return { createdUtc: facts.createdUtc, summary: summarize(path, manifest, seal, facts), findings: noFindings, errors }
}

function listErrors({ columns }: LoadedManifest): ScanError[] {
  return [...columns.errors]
    .slice(0, maxRecordedErrors)
    .map(([row, { code, message }]) => ({ path: readPath(columns, row), code, message }))
}

function summarize(path: string, manifest: LoadedManifest, seal: SealState, facts: ReportFacts): ReportSummary {
  const { summary, columns, rejected } = manifest
  const side = toSide(path, summary, seal)
  const refused = rejected.map((entry) => `The entry ${JSON.stringify(entry.path)} was rejected: ${entry.reason}.`)
  return {
    title: titleOf('manifest'),
    conclusion: conclude(summary, seal),
    runId: summary.runId,
    kind: 'manifest',
    state: 'completed',
    status: summary.status,
    startedUtc: summary.timestampUtc,
    finishedUtc: summary.finishedUtc ?? null,
    durationMs: summary.durationMs ?? null,
    host: null,
    directory: summary.directory,
    tool: splitTool(summary.tool),
    reporter: { name: 'assay', version: facts.toolVersion },
    command: null,
    isQuick: false,
    isStrict: false,
    left: null,
    right: null,
    manifest: toReportManifest(path, summary),
    counts: {},
    findingExtent: { total: 0, recorded: 0, note: null },
    errorExtent: errorExtent(Math.min(columns.errors.size, maxRecordedErrors), summary.errorCount),
    failure: null,
    warnings: [...summary.warnings, ...refused.slice(0, maxRecordedErrors)],
    seals: side.seal === null ? [] : [{ of: 'manifest', location: path, ...side.seal }],
    ledgerHead: null,
    howToCheck: describeManifestChecks(summary.runId, side),
  }
}

function toReportManifest(location: string, summary: ManifestSummary): ReportManifest {
  const { directory, fileCount, totalSizeBytes, errorCount, skippedCount, entryCount, algorithms } = summary
  return { location, directory, fileCount, totalSizeBytes, errorCount, skippedCount, entryCount, algorithms }
}

function errorExtent(recorded: number, known: number): ReportExtent {
  const total = Math.max(recorded, known)
  const note = total === recorded ? null : `The first ${recorded} of ${formatCounted(total, 'error')}.`
  return { total, recorded, note }
}

function toSide(path: string, summary: ManifestSummary, seal: SealState): ReportSide {
  return {
    location: path,
    format: summary.format,
    algorithms: summary.algorithms,
    runId: summary.runId === '' ? null : summary.runId,
    fileCount: summary.fileCount,
    totalSizeBytes: summary.totalSizeBytes,
    seal: seal.state === 'none' ? null : { state: seal.state, root: seal.root ?? null, reason: seal.reason ?? null },
  }
}

function conclude({ entryCount, errorCount }: ManifestSummary, seal: SealState): string {
  const unread = errorCount === 0 ? '' : ` ${formatCounted(errorCount, 'path')} could not be read when it was made.`
  const sealed: Partial<Record<SealState['state'], string>> = {
    intact: ' Its seal is intact: it is as it was when it was sealed.',
    broken: ' Its seal is BROKEN: it was altered after it was sealed.',
    none: ' It has no seal: nothing tells whether it was altered.',
  }
  return `The manifest lists ${formatCounted(entryCount, 'entry', 'entries')}.${unread}${sealed[seal.state] ?? ''}`
}

/** A tool is named with its version behind the last space; other programs may name only themselves, or nothing. */
function splitTool(tool: string | undefined): ReportSummary['tool'] {
  const [, name, version] = /^(.+) (\S+)$/u.exec(tool ?? '') ?? []
  return name === undefined ? { name: tool ?? 'unknown', version: null } : { name, version: version ?? null }
}

function describeManifestChecks(runId: string, side: ReportSide): CheckStep[] {
  const [report, ...steps] = describeChecks({ runId, left: side, right: null, findings: noFindings })
  if (report === undefined) return steps
  // No run on record makes this report again: its file is checked as it is.
  return [{ ...report, commands: report.commands.slice(1) }, ...steps]
}
