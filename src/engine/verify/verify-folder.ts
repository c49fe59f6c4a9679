import { resolve } from 'node:path'
import type { SealState } from '../../shared/model/manifest.ts'
import type { VerifyResult } from '../../shared/model/run.ts'
import { isIncomplete, type Finding, type Verdict, type VerdictCounts } from '../../shared/model/verdict.ts'
import { createRules, folderCapabilities, type ComparisonRules } from '../diff/compare-rows.ts'
import { countVerdicts, type Comparison } from '../diff/comparison.ts'
import { diffTables } from '../diff/diff-tables.ts'
import { listFindings, type FindingList } from '../diff/finding-list.ts'
import { checkManifestSeal } from '../manifest/check-seal.ts'
import { formatCapabilities } from '../manifest/formats/format-capabilities.ts'
import type { LoadedManifest } from '../manifest/loaded-manifest.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { readManifestSummary } from '../manifest/read-summary.ts'
import { nowNs } from '../run/clock.ts'
import type { RunControl } from '../run/run-control.ts'
import { ColumnsCollector } from '../scan/collect-columns.ts'
import { scanFolder } from '../scan/scan-folder.ts'
import type { ScanTotals } from '../scan/scan-types.ts'
import { findOwnPaths } from '../snapshot/output-path.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { findPath } from '../table/entry-reader.ts'
import { formatTimestampNs } from '../table/timestamp.ts'
import { recordRun } from '../workspace/record-run.ts'
import { openRoot, refuseWrongRoot } from './check-root.ts'
import { LiveFindings } from './live-findings.ts'
import type { VerifyOptions, VerifyOutcome } from './verify-options.ts'

const brokenSealCaveat = ' The manifest was altered after it was sealed, so this rests on an altered baseline.'

/**
 * Reads a folder again and says of every path what became of it since the manifest, with its evidence (product
 * definition, "Verdicts"). Errors: those of reading the manifest, `root-looks-wrong`, `permission-denied`,
 * `read-failed`, `run-id-taken`, `worker-failed` and `cancelled`.
 */
export async function verifyFolder(options: VerifyOptions, control: RunControl): Promise<VerifyOutcome> {
  const manifest = resolve(options.manifest)
  const { directory: named } = await readManifestSummary(manifest)
  const directory = resolve(options.directory ?? named)
  const start = { workspace: options.workspace, kind: 'verify' as const, directory, manifest, runId: options.runId }
  return recordRun(start, control, async ({ record, control: watched }) => {
    const work = { options, manifest, directory, runId: record.runId, startedNs: nowNs(), control: watched }
    return verify(work)
  })
}

interface Work {
  readonly options: VerifyOptions
  readonly manifest: string
  readonly directory: string
  readonly runId: string
  readonly startedNs: bigint
  readonly control: RunControl
}

async function verify(work: Work): Promise<VerifyOutcome> {
  const { options, control, manifest } = work
  const root = await openRoot(work.directory)
  const baseline = await readManifest(manifest, control)
  if (!options.allowEmpty) await refuseWrongRoot(root, baseline.columns)
  const seal = await checkManifestSeal(manifest, { signal: control.signal, pause: control.pause })
  const { algorithms } = baseline.columns
  const formats = { left: formatCapabilities(baseline.summary.format), right: folderCapabilities }
  const rules = createRules(
    { algorithms, format: formats.left, isLive: false },
    { algorithms, format: formats.right, isLive: true },
    options.isQuick,
  )
  const caveat = seal.state === 'broken' ? brokenSealCaveat : ''
  const { right, totals } = await scanNow(work, root, baseline, rules, caveat)
  control.onProgress?.(describeComparing(work, totals))
  const columns = diffTables(baseline.columns, right, rules)
  const refused = listRefused(baseline)
  const { isQuick, isStrict } = options
  const comparison: Comparison = { left: baseline.columns, right, columns, formats, isQuick, isStrict, caveat, refused }
  const lists = listFindings(comparison)
  const counts = countVerdicts(comparison)
  const result = describeResult(work, { baseline, seal, totals, counts, findings: lists.findings })
  if (columns.inexpressibleCount > 0) {
    result.warnings.push(
      `${columns.inexpressibleCount} links and special files were left aside: a run manifest cannot list them.`,
    )
  }
  return { result, comparison, ...lists }
}

async function scanNow(
  work: Work,
  root: string,
  baseline: LoadedManifest,
  rules: ComparisonRules,
  caveat: string,
): Promise<{ right: EntryColumns; totals: ScanTotals }> {
  const { options, control } = work
  const { filters, fileCount, totalSizeBytes } = baseline.summary
  const { algorithms } = baseline.columns
  const collector = new ColumnsCollector(algorithms)
  const live = new LiveFindings({ baseline: baseline.columns, rules, isStrict: options.isStrict, caveat, control })
  // A run manifest written over an older one lists that older one: what was recorded is compared, whatever it is.
  const now = findOwnPaths(root, [work.manifest, options.workspace, ...(options.ownFiles ?? [])]).filter(
    (path) => findPath(baseline.columns, Buffer.from(path)) === -1,
  )
  const own = [...filters.own, ...now]
  const totals = await scanFolder({
    root,
    algorithms,
    include: filters.include,
    exclude: [...filters.exclude, ...(filters.junk ?? [])],
    isJunkExcluded: false,
    mode: options.isQuick || algorithms.length === 0 ? 'metadata' : 'contents',
    hasLines: false,
    ownPaths: new Set(own),
    workerCount: options.workerCount,
    expected: { files: fileCount, bytes: options.isQuick ? 0 : totalSizeBytes },
    control,
    sink: (result, batch) => {
      collector.add(result, batch)
      live.add(result, batch)
    },
  })
  return { right: collector.finish(), totals }
}

/** Entries whose path could leave the root are never opened, and so never verified. */
function listRefused(baseline: LoadedManifest): Finding[] {
  return baseline.rejected.map(({ path, line, reason }) => ({
    verdict: 'unreadable',
    path,
    evidence: `The manifest's entry${line > 0 ? ` on line ${line}` : ''} was refused and nothing was opened: ${reason}`,
  }))
}

function describeComparing(work: Work, totals: ScanTotals): Parameters<NonNullable<RunControl['onProgress']>>[0] {
  const files = totals.fileCount + totals.errorCount
  return {
    phase: 'comparing',
    filesDone: files,
    filesFound: files,
    filesTotal: files,
    bytesDone: totals.totalSizeBytes,
    bytesTotal: totals.totalSizeBytes,
    errorCount: totals.errorCount,
    currentPath: '',
    elapsedMs: msSince(work.startedNs, nowNs()),
  }
}

/** Never negative, although a clock may be set back meanwhile. */
function msSince(startedNs: bigint, nowNs: bigint): number {
  return Math.max(0, Number((nowNs - startedNs) / 1_000_000n))
}

interface VerifyEnd {
  readonly baseline: LoadedManifest
  readonly seal: SealState
  readonly totals: ScanTotals
  readonly counts: VerdictCounts
  readonly findings: FindingList
}

function describeStatus({ counts, findings, seal }: VerifyEnd): VerifyResult['status'] {
  if (Object.keys(counts).some((verdict) => isIncomplete(verdict as Verdict))) return 'incomplete'
  return findings.length > 0 || seal.state === 'broken' ? 'findings' : 'clean'
}

function describeResult(work: Work, end: VerifyEnd): VerifyResult {
  const { summary } = end.baseline
  const { isQuick, isStrict } = work.options
  const finishedNs = nowNs()
  const sealWarning =
    end.seal.state === 'broken' ? [`The seal of ${work.manifest} is broken: ${end.seal.reason ?? ''}`] : []
  const { fileCount, totalSizeBytes } = end.totals
  return {
    kind: 'verify',
    runId: work.runId,
    status: describeStatus(end),
    left: {
      location: work.manifest,
      format: summary.format,
      runId: summary.runId,
      fileCount: summary.fileCount,
      totalSizeBytes: summary.totalSizeBytes,
      seal: end.seal,
    },
    right: { location: work.directory, format: 'folder', fileCount, totalSizeBytes },
    counts: end.counts,
    findingCount: end.findings.length,
    isQuick,
    isStrict,
    startedUtc: formatTimestampNs(work.startedNs),
    finishedUtc: formatTimestampNs(finishedNs),
    durationMs: msSince(work.startedNs, finishedNs),
    warnings: [...sealWarning, ...summary.warnings],
  }
}
