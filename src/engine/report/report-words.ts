import { formatCount, formatCounted } from '../../shared/text/quantities.ts'
import { wordOfVerdict } from '../../shared/text/verdict-words.ts'
import type { VerdictCounts } from '../../shared/model/verdict.ts'
import type { ReportSummary } from './report-model.ts'
import { verdictsInOrder } from './verdict-looks.ts'

/** Sentences and headings of a report. Fixed words in English with fixed number formats: the bytes must not depend on where it is made. */
const titles: ReadonlyMap<string, string> = new Map([
  ['snapshot', 'Snapshot report'],
  ['verify', 'Verification report'],
  ['compare', 'Comparison report'],
  ['manifest', 'Manifest report'],
])

export function titleOf(kind: string): string {
  return titles.get(kind) ?? `Report of a run (${kind})`
}

const statusWords: ReadonlyMap<string, string> = new Map([
  ['clean', 'Clean'],
  ['findings', 'Findings'],
  ['incomplete', 'Incomplete'],
  ['completed', 'Completed'],
  ['completed-with-errors', 'Completed with errors'],
  ['failed', 'Failed'],
  ['cancelled', 'Cancelled'],
])

type Ended = Pick<ReportSummary, 'status' | 'seals'>

/** How it ended, in a word or two. A broken seal is never passed over: whatever was found rests on it. */
export function wordOfOutcome({ status, seals }: Ended): string {
  const word = statusWords.get(status) ?? status
  return isSealBroken(seals) ? `${word}, and a seal is BROKEN` : word
}

export type Tone = 'good' | 'warn' | 'bad'

/** The same as in the app: what was found is louder than what could not be looked at. */
export function toneOf({ status, seals }: Ended): Tone {
  if (isSealBroken(seals) || status === 'failed' || status === 'findings') return 'bad'
  return status === 'clean' || status === 'completed' ? 'good' : 'warn'
}

function isSealBroken(seals: ReportSummary['seals']): boolean {
  return seals.some(({ state }) => state === 'broken')
}

const sealWords: ReadonlyMap<string, string> = new Map([
  ['intact', 'intact'],
  ['broken', 'BROKEN'],
  ['not-checked', 'not checked'],
  ['not-checkable', 'not checkable in this layout'],
  ['none', 'none'],
  ['written', 'written by this run'],
])

export function wordOfSeal(state: string): string {
  return sealWords.get(state) ?? state
}

const formatWords: ReadonlyMap<string, string> = new Map([
  ['folder', 'folder'],
  ['assay-manifest', 'Assay manifest'],
  ['run-manifest', 'run manifest'],
  ['gnu-checksums', 'checksum list (GNU)'],
  ['bsd-checksums', 'checksum list (BSD)'],
  ['hashdeep', 'hashdeep list'],
  ['sfv', 'SFV list'],
  ['manifest', 'manifest'],
])

export function wordOfFormat(format: string): string {
  return formatWords.get(format) ?? format
}

/** "2 suspected corruptions, 41 edited", loudest first: what adds up to the number of findings, and nothing else. */
function listFindings(counts: VerdictCounts, isStrict: boolean): string {
  return verdictsInOrder
    .filter((verdict) => verdict !== 'unchanged' && (isStrict || verdict !== 'touched') && (counts[verdict] ?? 0) > 0)
    .map((verdict) => ({ verdict, count: counts[verdict] ?? 0 }))
    .map(({ verdict, count }) => `${formatCount(count)} ${wordOfVerdict(verdict, count)}`)
    .join(', ')
}

export function totalOf(counts: VerdictCounts): number {
  return verdictsInOrder.reduce((sum, verdict) => sum + (counts[verdict] ?? 0), 0)
}

export interface Outcome {
  readonly status: string
  readonly counts: VerdictCounts
  readonly findingCount: number
  readonly isQuick: boolean
  readonly isStrict: boolean
  readonly isSealBroken: boolean
}

/** How a comparison ended, in a sentence or two. */
export function concludeComparison(outcome: Outcome): string {
  const { counts, findingCount } = outcome
  const altered = outcome.isSealBroken
    ? ' The seal of a manifest is broken: all of this rests on an altered manifest.'
    : ''
  const total = totalOf(counts)
  if (outcome.status === 'clean') {
    const quick = outcome.isQuick ? ', as far as sizes and times tell: no content was read' : ''
    return `${total === 1 ? 'The one path compared agrees' : `All ${formatCount(total)} paths compared agree`}${quick}.${altered}`
  }
  const found = `${formatCount(findingCount)} of ${formatCounted(total, 'path')} ${findingCount === 1 ? 'needs' : 'need'} attention: ${listFindings(counts, outcome.isStrict)}.`
  const incomplete = outcome.status === 'incomplete' ? ' Something could not be read, and nothing is proven of it.' : ''
  return `${found}${incomplete}${altered}`
}
