import type { CompareResult, Side, VerifyResult, WatchResult } from '../../shared/model/run.ts'
import { verdicts } from '../../shared/model/verdict.ts'
import type { Colours } from './colours.ts'
import { escapeLocation, escapeName } from './escape-name.ts'
import { renderFields } from './fields.ts'
import { formatCount, formatCounted, formatDuration, formatSizeExactly } from './quantities.ts'
import { renderVerdictCount } from './verdict-style.ts'

const headlines = {
  clean: ['green', '= clean'],
  findings: ['yellow', '! findings'],
  incomplete: ['red', 'x incomplete'],
} as const

const meanings = {
  verify: {
    clean: 'everything is as the manifest says',
    findings: 'the folder is not as the manifest says',
    incomplete: 'something could not be checked',
  },
  watch: {
    clean: 'when last looked at, everything was as the manifest says',
    findings: 'when last looked at, the folder was not as the manifest says',
    incomplete: 'when last looked at, something could not be checked',
  },
  compare: {
    clean: 'both sides hold the same',
    findings: 'the right side is not as the left',
    incomplete: 'something could not be compared',
  },
} as const

type Fields = Parameters<typeof renderFields>[0]

type AnyResult = VerifyResult | CompareResult | WatchResult

/** Status, counts and sides in a few lines. */
export function renderComparisonSummary(result: AnyResult, colours: Colours): string {
  const [colour, word] = headlines[result.status]
  const fields = renderFields(
    [['verdicts', renderCounts(result, colours)], ...fieldsOf(result, colours), ['run', escapeName(result.runId)]],
    colours,
  )
  return `${colours[colour](word)}: ${meanings[result.kind][result.status]}\n${fields}`
}

function fieldsOf(result: AnyResult, colours: Colours): Fields {
  if (result.kind === 'compare') return compareFields(result, colours)
  const { left, right, durationMs } = result
  const looked =
    result.kind === 'watch'
      ? [
          [
            'watched',
            `${formatDuration(durationMs)}, looked through ${formatCounted(result.rescanCount, 'time')}`,
          ] as const,
        ]
      : [['checked', describeChecked(result)] as const]
  return [
    ['manifest', renderSide(left, formatCounted(left.fileCount, 'file'), colours)],
    ['folder', renderSide(right, formatCounted(right.fileCount, 'file'), colours)],
    ...looked,
  ]
}

function describeChecked({ right, durationMs, isQuick }: VerifyResult): string {
  return `${formatSizeExactly(right.totalSizeBytes)} in ${formatDuration(durationMs)}${isQuick ? ', quick' : ''}`
}

function renderCounts(result: AnyResult, colours: Colours): string {
  const counts = verdicts.flatMap((verdict) => {
    const count = result.counts[verdict] ?? 0
    return count === 0 ? [] : [renderVerdictCount(verdict, formatCount(count), colours)]
  })
  return counts.length === 0 ? 'none: nothing to compare' : counts.join('   ')
}

function compareFields({ left, right, durationMs }: CompareResult, colours: Colours): Fields {
  const describe = (side: Side): string => `${formatCounted(side.fileCount, 'file')}, ${side.format}`
  return [
    ['left', renderSide(left, describe(left), colours)],
    ['right', renderSide(right, describe(right), colours)],
    ['took', formatDuration(durationMs)],
  ]
}

function renderSide({ location }: Side, what: string, colours: Colours): string {
  return `${escapeLocation(location)}  ${colours.dim(what)}`
}
