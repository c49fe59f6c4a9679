import type { Verdict } from '../../shared/model/verdict.ts'
import { formatCount, formatCounted, formatDuration, formatSizeExactly } from '../../shared/text/quantities.ts'
import { escapeText } from '../../shared/text/escape-name.ts'
import type { ReportModel, ReportSide, ReportSummary } from './report-model.ts'
import { wordOfFormat, wordOfSeal } from './report-words.ts'
import { verdictsInOrder } from './verdict-looks.ts'
import { showCommand, showLocation, showTime } from './shown-text.ts'

/** A line of a cover: what it is, and what it says. Already free of anything invisible. */
export interface Fact {
  readonly name: string
  readonly value: string
  /** Paths, digests, commands: set in the fixed-width font. */
  readonly isExact: boolean
}

function text(name: string, value: string | null): Fact[] {
  return value === null ? [] : [{ name, value, isExact: false }]
}

function exact(name: string, value: string | null): Fact[] {
  return value === null ? [] : [{ name, value, isExact: true }]
}

/** When, where and with what the run was made. */
export function listRunFacts({ summary, createdUtc }: Pick<ReportModel, 'summary' | 'createdUtc'>): Fact[] {
  const { tool, reporter } = summary
  return [
    ...exact('Run', summary.runId === '' ? null : escapeText(summary.runId)),
    ...text('Started', showTime(summary.startedUtc)),
    ...text('Finished', summary.finishedUtc === null ? 'not recorded' : showTime(summary.finishedUtc)),
    ...text('Took', summary.durationMs === null ? null : formatDuration(summary.durationMs)),
    ...text('On', summary.host === null ? null : escapeText(summary.host)),
    ...text('With', `${tool.name} ${tool.version ?? '(version not recorded)'}`),
    ...(summary.command === null ? text('Command', 'not recorded') : exact('Command', showCommand(summary.command))),
    ...text('Rules', describeRules(summary)),
    ...exact('Ledger head', summary.ledgerHead),
    ...text('Report made', `${showTime(createdUtc)} with ${reporter.name} ${reporter.version}`),
  ]
}

function describeRules(summary: ReportSummary): string | null {
  if (summary.kind !== 'verify' && summary.kind !== 'compare') return null
  const strict = summary.isStrict
    ? 'strict: other times and modes count as findings'
    : 'other times and modes are no findings'
  return summary.isQuick
    ? `quick: sizes and times only, no content was read; ${strict}`
    : `content compared by digest; ${strict}`
}

export interface NamedFacts {
  readonly title: string
  readonly facts: readonly Fact[]
}

/** What was compared, a side each; or the manifest; or only the folder, where the run knew no more. */
export function listSubjects(summary: ReportSummary): NamedFacts[] {
  const { left, right, manifest } = summary
  const sides = [
    ...(left === null ? [] : [{ title: 'Left: the baseline', facts: listSideFacts(left) }]),
    ...(right === null ? [] : [{ title: 'Right: what is there now', facts: listSideFacts(right) }]),
  ]
  if (sides.length > 0) return sides
  if (manifest === null) return [{ title: 'Folder', facts: exact('Location', showLocation(summary.directory)) }]
  return [
    {
      title: 'Manifest',
      facts: [
        ...exact('Location', showLocation(manifest.location)),
        ...exact('Folder', showLocation(manifest.directory)),
        ...text('Files', `${formatCount(manifest.fileCount)}, ${formatSizeExactly(manifest.totalSizeBytes)}`),
        ...text('Entries', formatCount(manifest.entryCount)),
        ...text('Left out', `${formatCounted(manifest.skippedCount, 'path')} by filters`),
        ...text('Not readable', manifest.errorCount === 0 ? null : formatCount(manifest.errorCount)),
        ...text('Digests', manifest.algorithms.join(', ')),
      ],
    },
  ]
}

function listSideFacts(side: ReportSide): Fact[] {
  const size = side.totalSizeBytes === null ? '' : `, ${formatSizeExactly(side.totalSizeBytes)}`
  return [
    ...exact('Location', showLocation(side.location)),
    ...text('Format', wordOfFormat(side.format)),
    ...text('Files', side.fileCount === null ? null : `${formatCount(side.fileCount)}${size}`),
    ...text('Digests', side.algorithms.length === 0 ? null : side.algorithms.join(', ')),
    ...exact('Run', side.runId === null ? null : escapeText(side.runId)),
    ...text('Seal', side.seal === null ? null : wordOfSeal(side.seal.state)),
  ]
}

/** One line a seal, with its root. */
export function listSealFacts(summary: ReportSummary): Fact[] {
  return summary.seals.map((seal) => {
    const reason = seal.reason === null ? '' : ` ${escapeText(seal.reason)}`
    const root = seal.root === null ? '' : ` ${seal.root}`
    const name = seal.of === 'manifest' ? 'Manifest' : seal.of === 'left' ? 'Left' : 'Right'
    return { name, value: `${wordOfSeal(seal.state)}${root}${reason}`, isExact: true }
  })
}

export interface VerdictCount {
  readonly verdict: Verdict
  readonly count: number
}

/** Verdicts that were given at all, loudest first. */
export function listVerdictCounts({ counts }: ReportSummary): VerdictCount[] {
  return verdictsInOrder.flatMap((verdict) => {
    const count = counts[verdict] ?? 0
    return count === 0 ? [] : [{ verdict, count }]
  })
}
