import type { ComparisonDetail, LinkedPath } from '../../../shared/ipc/comparison-schemas.ts'
import { findPath, readPath, readPathBytes } from '../../table/entry-reader.ts'
import { warnAboutEntry } from '../../table/entry-warnings.ts'
import { isMovedAway, readFinding, readRowPath } from '../comparison.ts'
import { noRow } from '../diff-tables.ts'
import type { ComparisonTable } from './comparison-table.ts'

const maxLinked = 200

/** A row in full, with why it has its verdict and what it belongs to. */
export function readDetail(table: ComparisonTable, row: number): ComparisonDetail {
  const linked = listLinked(table, row)
  return {
    row,
    finding: readFinding(table.comparison, row),
    linked: linked.slice(0, maxLinked),
    linkedCount: linked.length,
    warnings: warnAboutEntry(table.paths, row, table.search.foldedPaths),
  }
}

function listLinked(table: ComparisonTable, row: number): LinkedPath[] {
  const { comparison } = table
  const { columns } = comparison
  const end = columns.ends[row]!
  if (end !== noRow) {
    const relation = isMovedAway(columns, row) ? 'moved-to' : 'moved-from'
    return [{ relation, path: readRowPath(comparison, end), row: end }]
  }
  const group = columns.groups[row]!
  if (group !== 0) return table.membersOf(group).map((member) => linkMember(table, member))
  const r = columns.right[row]!
  const original = r === noRow ? undefined : columns.copies.get(r)
  return original === undefined ? [] : [linkOriginal(table, original)]
}

function linkMember({ comparison }: ComparisonTable, row: number): LinkedPath {
  const isNew = comparison.columns.right[row] !== noRow
  return { relation: isNew ? 'group-new' : 'group-gone', path: readRowPath(comparison, row), row }
}

function linkOriginal({ comparison, paths }: ComparisonTable, leftRow: number): LinkedPath {
  const row = findPath(paths, readPathBytes(comparison.left, leftRow))
  return { relation: 'copy-of', path: readPath(comparison.left, leftRow), row: row === -1 ? null : row }
}
