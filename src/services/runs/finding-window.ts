import type { Finding } from '../../shared/model/verdict.ts'
import type { FindingsQuery, FindingsWindow } from '../workers/operation-protocol.ts'

/** Whether a finding is asked for: its verdict chosen, its path or former path containing the text in any case. */
export function matchesQuery(finding: Finding, query: Pick<FindingsQuery, 'verdicts' | 'search'>): boolean {
  if (query.verdicts.length > 0 && !query.verdicts.includes(finding.verdict)) return false
  const wanted = query.search.toLowerCase()
  if (wanted === '') return true
  return finding.path.toLowerCase().includes(wanted) || (finding.fromPath ?? '').toLowerCase().includes(wanted)
}

/** The asked part of the findings that match, in their order. */
export function windowOf(findings: readonly Finding[], query: FindingsQuery): FindingsWindow {
  const matching = findings.filter((finding) => matchesQuery(finding, query))
  return { total: matching.length, findings: matching.slice(query.offset, query.offset + query.limit) }
}
