import { verdicts, type Verdict } from '../../../shared/model/verdict.ts'
import type { ComparisonQuery } from '../../../shared/ipc/comparison-schemas.ts'
import { foldCase } from '../../table/case-folding.ts'
import { verdictCode } from '../diff-tables.ts'
import type { ComparisonTable } from './comparison-table.ts'

export interface FilteredRows {
  /** Ascending. In a tree both ends of a move are among them, in a list only where the file is now. */
  readonly rows: Uint32Array
  /** Positions of refused entries that match. */
  readonly refused: readonly number[]
  /** Each move once. */
  readonly matchedCount: number
  /** By code, under the search and folder, whatever verdicts are asked for. */
  readonly counts: Uint32Array
}

/** 1 for each verdict, by its code, that a query shows. */
function wantedCodes(query: ComparisonQuery, isFindingCode: Uint8Array): Uint8Array {
  if (query.verdicts.length > 0) {
    const wanted = new Set<Verdict>(query.verdicts)
    return Uint8Array.from(verdicts, (verdict) => (wanted.has(verdict) ? 1 : 0))
  }
  return query.onlyDifferences ? isFindingCode : new Uint8Array(verdicts.length).fill(1)
}

/** Picks the rows in `[start, end)` that a query shows, and counts those of each verdict. Linear time. */
export function filterRows(table: ComparisonTable, query: ComparisonQuery, start: number, end: number): FilteredRows {
  const { columns } = table.comparison
  const wanted = wantedCodes(query, table.isFindingCode)
  const mask = table.search.find(query.search)
  const isTree = query.layout === 'tree'
  const counts = new Uint32Array(verdicts.length)
  const rows = new Uint32Array(end - start)
  let rowCount = 0
  let matchedCount = 0
  for (let row = start; row < end; row += 1) {
    if (mask !== undefined && mask[row] === 0) continue
    const code = columns.verdicts[row]!
    const isElsewhere = table.isToldElsewhere(row, start, end)
    if (!isElsewhere) counts[code] = counts[code]! + 1
    if (wanted[code] === 0) continue
    if (!isElsewhere) matchedCount += 1
    if (isTree || !isElsewhere) rows[rowCount++] = row
  }
  const found = query.folder === '' ? findRefused(table, query.search) : []
  const code = verdictCode('unreadable')
  counts[code] = counts[code]! + found.length
  const refused = wanted[code] === 1 ? found : []
  return { rows: rows.subarray(0, rowCount), refused, matchedCount: matchedCount + refused.length, counts }
}

function findRefused({ comparison }: ComparisonTable, search: string): number[] {
  const text = foldCase(search)
  return [...comparison.refused.keys()].filter((at) => foldCase(comparison.refused[at]!.path).includes(text))
}
