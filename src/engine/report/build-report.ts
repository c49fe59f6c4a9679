import { formatCount, formatCounted } from '../../shared/text/quantities.ts'
import type { Side } from '../../shared/model/run.ts'
import type { RecordedSide, RunRecord } from '../../shared/model/run-record.ts'
import type { VerdictCounts } from '../../shared/model/verdict.ts'
import { describeChecks } from './how-to-check.ts'
import type {
  ReportExtent,
  ReportFacts,
  ReportFindings,
  ReportManifest,
  ReportModel,
  ReportSide,
  ReportSummary,
} from './report-model.ts'
import { concludeComparison, titleOf, totalOf } from './report-words.ts'

type Result = NonNullable<RunRecord['result']>
type SnapshotRunResult = Extract<Result, { kind: 'snapshot' }>
type ComparisonRunResult = Exclude<Result, SnapshotRunResult>

/**
 * The report of a run, of what its record and its findings say and nothing else, so that every host makes the same one.
 * `findings` are the run's, loudest first, or a choice of them that `facts.selection` puts in words. A failed or
 * cancelled run has a report too. Digests are computed when it is rendered.
 */
export function buildReport(record: RunRecord, findings: ReportFindings, facts: ReportFacts): ReportModel {
  const { result } = record
  const comparison = result === undefined || result.kind === 'snapshot' ? undefined : result
  const snapshot = result?.kind === 'snapshot' ? result : undefined
  const status = record.state === 'completed' ? (result?.status ?? record.state) : record.state
  const counts = comparison?.counts ?? record.counts
  const left = comparison === undefined ? toWantedSide(record.sides?.left) : toReportSide(comparison.left)
  const right = comparison === undefined ? toWantedSide(record.sides?.right) : toReportSide(comparison.right)
  const summary: ReportSummary = {
    title: titleOf(record.kind),
    conclusion: conclude(record, comparison, snapshot),
    runId: record.runId,
    kind: record.kind,
    state: record.state,
    status,
    startedUtc: record.startedUtc,
    finishedUtc: record.finishedUtc ?? null,
    durationMs: result?.durationMs ?? elapsedMs(record.startedUtc, record.finishedUtc),
    host: record.host === '' ? null : record.host,
    directory: record.directory,
    tool: { name: 'assay', version: record.toolVersion ?? null },
    reporter: { name: 'assay', version: facts.toolVersion },
    command: record.command ?? null,
    isQuick: result?.kind === 'verify' && result.isQuick,
    isStrict: comparison?.isStrict ?? false,
    left,
    right,
    manifest: snapshot === undefined ? null : toReportManifest(snapshot),
    counts,
    findingExtent: hasNoFindings(record, findings.length)
      ? { total: 0, recorded: 0, note: describeBrokenOff(record) }
      : findingExtent(record, findings.length, comparison?.findingCount ?? countFindings(counts), facts.selection),
    errorExtent: errorExtent(record.errors.length, record.errorCount),
    failure: toFailure(record),
    warnings: [...(facts.damage ?? []), ...(result?.warnings ?? [])],
    seals: sealsOf(left, right, snapshot),
    ledgerHead: facts.ledgerHead ?? null,
    howToCheck: describeChecks({ runId: record.runId, left: left ?? writtenManifest(snapshot), right, findings }),
  }
  return { createdUtc: facts.createdUtc, summary, findings, errors: record.errors }
}

function conclude(
  record: RunRecord,
  comparison: ComparisonRunResult | undefined,
  snapshot: SnapshotRunResult | undefined,
): string {
  if (record.state === 'failed') return `The run failed: ${record.failure?.message ?? 'it left no reason.'}`
  if (record.state === 'cancelled') return 'The run was cancelled before its end, and has no result.'
  if (comparison !== undefined) {
    const isSealBroken = [comparison.left, comparison.right].some((side) => side.seal?.state === 'broken')
    return concludeComparison({ ...comparison, isQuick: 'isQuick' in comparison && comparison.isQuick, isSealBroken })
  }
  if (snapshot === undefined) return 'The run ended and left no result.'
  const hashed = `${formatCount(snapshot.fileCount)} ${snapshot.fileCount === 1 ? 'file was' : 'files were'} read and written down.`
  if (snapshot.errorCount === 0) return hashed
  return `${hashed} ${formatCount(snapshot.errorCount)} could not be read, and nothing is proven of ${snapshot.errorCount === 1 ? 'it' : 'them'}.`
}

function toReportSide(side: Side): ReportSide {
  const { seal } = side
  return {
    location: side.location,
    format: side.format,
    algorithms: side.algorithms ?? [],
    runId: side.runId === undefined || side.runId === '' ? null : side.runId,
    fileCount: side.fileCount,
    totalSizeBytes: side.totalSizeBytes,
    seal: seal === undefined ? null : { state: seal.state, root: seal.root ?? null, reason: seal.reason ?? null },
  }
}

/** A side of a run that did not get far enough to look at it. */
function toWantedSide(side: RecordedSide | undefined): ReportSide | null {
  if (side === undefined) return null
  return {
    location: side.path,
    format: side.type,
    algorithms: [],
    runId: null,
    fileCount: null,
    totalSizeBytes: null,
    seal: null,
  }
}

function toReportManifest(result: SnapshotRunResult): ReportManifest {
  return {
    location: result.manifest,
    directory: result.directory,
    fileCount: result.fileCount,
    totalSizeBytes: result.totalSizeBytes,
    errorCount: result.errorCount,
    skippedCount: result.skippedCount,
    entryCount: result.entryCount,
    algorithms: result.algorithms,
  }
}

/** What a snapshot wrote, as a side whose seal can be checked. */
function writtenManifest(result: SnapshotRunResult | undefined): ReportSide | null {
  if (result?.seal === undefined) return null
  return {
    location: result.manifest,
    format: 'assay-manifest',
    algorithms: result.algorithms,
    runId: result.runId,
    fileCount: result.fileCount,
    totalSizeBytes: result.totalSizeBytes,
    seal: { state: 'written', root: result.seal, reason: null },
  }
}

function sealsOf(
  left: ReportSide | null,
  right: ReportSide | null,
  snapshot: SnapshotRunResult | undefined,
): ReportSummary['seals'] {
  const written = writtenManifest(snapshot)
  const sides = [
    { of: 'left', side: left },
    { of: 'right', side: right },
    { of: 'manifest', side: written },
  ]
  return sides.flatMap(({ of, side }) => (side?.seal ? [{ of, location: side.location, ...side.seal }] : []))
}

function toFailure({ failure }: RunRecord): ReportSummary['failure'] {
  return failure === undefined ? null : { code: failure.code, message: failure.message, path: failure.path ?? null }
}

function elapsedMs(startedUtc: string, finishedUtc: string | undefined): number | null {
  const elapsed = Date.parse(finishedUtc ?? '') - Date.parse(startedUtc)
  return Number.isFinite(elapsed) ? Math.max(0, elapsed) : null
}

function countFindings(counts: VerdictCounts): number {
  return totalOf(counts) - (counts.unchanged ?? 0) - (counts.touched ?? 0)
}

function findingExtent(
  record: RunRecord,
  recorded: number,
  known: number,
  selection: string | undefined,
): ReportExtent {
  const total = Math.max(recorded, known)
  if (selection !== undefined) {
    return {
      total,
      recorded,
      note: `A choice of ${formatCount(recorded)} of the run's findings and other rows: ${selection}.`,
    }
  }
  if (record.result === undefined && recorded > 0) return { total, recorded, note: describeBrokenOff(record) }
  if (recorded === total) return { total, recorded, note: null }
  const first = recorded === 0 ? 'None' : `The first ${formatCount(recorded)}`
  return {
    total,
    recorded,
    note: `${first} of ${formatCount(total)} findings, loudest first. The counts are of all of them.`,
  }
}

/** What came, went and moved is known at the end only, and what was not looked at is not known at all. */
function describeBrokenOff({ progress, finishedUtc }: RunRecord): string {
  if (finishedUtc === undefined) {
    return 'What this run found before it broke off was not recorded: no findings here does not mean that there were none.'
  }
  const { filesDone = 0, filesTotal = null } = progress ?? {}
  const whole = filesTotal === null ? '' : ` of ${formatCounted(filesTotal, 'file')}`
  const extent = filesTotal === null ? formatCounted(filesDone, 'file') : `${formatCount(filesDone)}${whole}`
  return `As far as the run came before it broke off, after ${extent}. Nothing is known of what it had not come to, nor of what was added, removed or moved.`
}

/** Of a run that did not come to its end, no findings is no answer. */
function hasNoFindings({ kind, state, result }: RunRecord, recorded: number): boolean {
  return kind !== 'snapshot' && state !== 'completed' && result === undefined && recorded === 0
}

function errorExtent(recorded: number, known: number): ReportExtent {
  const total = Math.max(recorded, known)
  const note = recorded === total ? null : `The first ${formatCount(recorded)} of ${formatCount(total)} errors.`
  return { total, recorded, note }
}
