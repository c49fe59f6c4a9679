import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import type { Verdict } from '../../../shared/model/verdict.ts'
import { countOf } from '../../format/quantity.ts'

/** Whether a run read every byte and found all as it was: the only proof there is. */
export function isProof({ status, isQuick }: HistoryPoint): boolean {
  return status === 'clean' && !isQuick
}

export interface UnprovenStretch {
  readonly fromMs: number
  readonly toMs: number
  /** Whether it still goes on. */
  readonly isOpen: boolean
}

/** The longest time between two proofs that the folder was good, or since the last one; null where there was never one. */
export function longestUnproven(points: readonly HistoryPoint[], nowMs: number): UnprovenStretch | null {
  const proofs = points.filter(isProof).map(({ timeMs }) => timeMs)
  let longest: UnprovenStretch | null = null
  for (const [index, fromMs] of proofs.entries()) {
    const next = proofs[index + 1]
    const stretch = { fromMs, toMs: next ?? Math.max(fromMs, nowMs), isOpen: next === undefined }
    if (longest === null || stretch.toMs - stretch.fromMs > longest.toMs - longest.fromMs) longest = stretch
  }
  return longest
}

/** What a run said of the folder, in words. */
export function describePoint({ kind, status, findingCount, isQuick }: HistoryPoint): string {
  if (status === null) return kind === 'snapshot' ? 'recorded' : 'no result'
  const quick = isQuick ? ', quick check' : ''
  const found = findingCount === null || findingCount === 0 ? '' : countOf(findingCount, 'finding')
  if (status === 'incomplete') return `incomplete${found === '' ? '' : `, ${found}`}${quick}`
  return status === 'clean' ? `clean${quick}` : `${found}${quick}`
}

export interface DriftPart {
  readonly verdict: Verdict
  readonly count: number
}

/** What had drifted, loudest first. `touched` is drift only where it was counted as a finding. */
export function driftOf({ counts, findingCount }: HistoryPoint, order: readonly Verdict[]): DriftPart[] {
  const parts = order
    .filter((verdict) => verdict !== 'unchanged')
    .map((verdict) => ({ verdict, count: counts[verdict] ?? 0 }))
    .filter(({ count }) => count > 0)
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  return total > (findingCount ?? 0) ? parts.filter(({ verdict }) => verdict !== 'touched') : parts
}
