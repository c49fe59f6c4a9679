import type { ComparisonStatus, Side, VerifyResult } from '../../shared/model/run.ts'
import { isIncomplete, verdicts } from '../../shared/model/verdict.ts'
import { countVerdicts } from '../diff/comparison.ts'
import { nowNs } from '../run/clock.ts'
import { formatTimestampNs } from '../table/timestamp.ts'
import type { ComparisonPlan, SideName } from './compare-options.ts'
import { sideNames } from './compared-side.ts'
import type { ComparedWhole } from './run-comparison.ts'

type DescribedComparison = Omit<VerifyResult, 'kind' | 'runId' | 'isQuick'>

/** What the results of a verify and of a compare have in common. `startedNs` is the time the run began. */
export function describeComparison(plan: ComparisonPlan, whole: ComparedWhole, startedNs: bigint): DescribedComparison {
  const finishedNs = nowNs()
  const counts = countVerdicts(whole.comparison)
  return {
    status: describeStatus(whole, counts),
    left: describeSide('left', plan, whole),
    right: describeSide('right', plan, whole),
    counts,
    findingCount: whole.findings.length,
    isStrict: plan.isStrict,
    startedUtc: formatTimestampNs(startedNs),
    finishedUtc: formatTimestampNs(finishedNs),
    // Never negative, although a clock may be set back meanwhile.
    durationMs: Math.max(0, Number((finishedNs - startedNs) / 1_000_000n)),
    warnings: [...describeSeals(plan, whole), ...describeManifests(plan, whole), ...describeLimits(plan, whole)],
  }
}

function describeStatus({ findings, seals, sides }: ComparedWhole, counts: VerifyResult['counts']): ComparisonStatus {
  const hasUnread = verdicts.some((verdict) => isIncomplete(verdict) && (counts[verdict] ?? 0) > 0)
  if (hasUnread || sideNames.some((side) => (sides[side].totals?.errorCount ?? 0) > 0)) return 'incomplete'
  const isAltered = sideNames.some((side) => seals[side]?.state === 'broken')
  return findings.length > 0 || isAltered ? 'findings' : 'clean'
}

function describeSide(name: SideName, plan: ComparisonPlan, { sides, seals }: ComparedWhole): Side {
  const { manifest, totals, columns } = sides[name]
  const algorithms = [...columns.algorithms]
  const location = plan[name].path
  if (manifest === undefined) {
    const { fileCount = 0, totalSizeBytes = 0 } = totals ?? {}
    return { location, format: 'folder', algorithms, fileCount, totalSizeBytes }
  }
  const { format, runId, fileCount, totalSizeBytes } = manifest.summary
  const seal = seals[name]
  return {
    location,
    format,
    algorithms,
    ...(runId === '' ? {} : { runId }),
    fileCount,
    totalSizeBytes,
    ...(seal === undefined ? {} : { seal }),
  }
}

function describeSeals(plan: ComparisonPlan, { seals }: ComparedWhole): string[] {
  return sideNames.flatMap((side) => {
    const seal = seals[side]
    return seal?.state === 'broken' ? [`The seal of ${plan[side].path} is broken: ${seal.reason ?? ''}`] : []
  })
}

/** What the readers noticed; with two manifests, of which. */
function describeManifests(plan: ComparisonPlan, { sides }: ComparedWhole): string[] {
  const isOne = plan.left.type !== plan.right.type
  return sideNames.flatMap((side) =>
    (sides[side].manifest?.summary.warnings ?? []).map((warning) =>
      isOne ? warning : `The ${plan.names[side]}: ${warning}`,
    ),
  )
}

/** What the sides leave unproven by their nature. */
function describeLimits(plan: ComparisonPlan, { comparison, sides }: ComparedWhole): string[] {
  const warnings: string[] = []
  const { formats, columns, left, right } = comparison
  if (columns.inexpressibleCount > 0) {
    const unable = [formats.left, formats.right].filter(({ hasLinks }) => !hasLinks).map(({ name }) => name)
    const names = [...new Set(unable)].join(' and ')
    warnings.push(`${describeAside(columns.inexpressibleCount)} left aside: ${names} cannot list such.`)
  }
  const isShared = left.algorithms.some((algorithm) => right.algorithms.includes(algorithm))
  if (!isShared && left.count > 0 && right.count > 0 && left.algorithms.length + right.algorithms.length > 0) {
    const digests = `${left.algorithms.join(', ') || 'none'} on the left, ${right.algorithms.join(', ') || 'none'} on the right`
    warnings.push(
      `The sides have no digest algorithm in common (${digests}): that two files are the same cannot be proven.`,
    )
  }
  if (plan.left.type === 'folder' && plan.right.type === 'folder') {
    const skippedCount = sideNames.reduce((sum, side) => sum + (sides[side].totals?.skippedCount ?? 0), 0)
    if (skippedCount > 0) warnings.push(describeSkipped(skippedCount))
  }
  return warnings
}

function describeAside(count: number): string {
  return count === 1 ? '1 link or special file was' : `${count} links and special files were`
}

function describeSkipped(count: number): string {
  const paths = count === 1 ? '1 path was' : `${count} paths were`
  return `${paths} left out of both folders: what systems leave behind, such as .DS_Store, and files of Assay's own.`
}
