import type { ComparisonTreemapNode } from '../../../shared/ipc/comparison-schemas.ts'
import type { TreemapNode } from '../../../shared/ipc/table-schemas.ts'
import { findFolders } from '../../table/folder-index.ts'
import { drawTreemap } from '../../table/treemap.ts'
import { folderOfRow, isFolderRow } from '../../table/tree-rows.ts'
import { verdictOfRow } from '../comparison.ts'
import type { ComparisonTable } from './comparison-table.ts'
import { codeCountsOf, countFindings, loudestOf } from './folder-verdicts.ts'

/**
 * The largest folders and rows below `folder` of the whole comparison, whatever the query, in at most `maxNodes` nodes,
 * with the loudest verdict in each. A rest has the verdicts of its folder that no drawn node has.
 */
export function drawVerdictTreemap(table: ComparisonTable, folder: string, maxNodes: number): ComparisonTreemapNode[] {
  const focus = findFolders(table.paths, table.folders, folder)[0]
  if (focus === undefined) return []
  const { columns } = table.comparison
  const source = { columns: table.paths, folders: table.folders, tree: table.wholeTree }
  const { nodes, rows } = drawTreemap(source, focus, maxNodes)
  const remaining = nodes.map((node, id) =>
    node.type === 'folder' ? codeCountsOf(table.folderVerdicts, folderOfRow(rows[id]!)).slice() : undefined,
  )
  const counts = nodes.map((node, id) => {
    const row = rows[id]!
    const byCode = isFolderRow(row) ? codeCountsOf(table.folderVerdicts, folderOfRow(row)) : undefined
    if (node.type !== 'rest') takeFrom(remaining, node, byCode, columns.verdicts[row])
    return byCode
  })
  return nodes.map((node, id) => {
    const row = rows[id]!
    const byCode = node.type === 'rest' && node.parent !== null ? remaining[node.parent] : counts[id]
    if (byCode === undefined) {
      const isFinding = table.isFindingCode[columns.verdicts[row]!] === 1
      return { ...node, row, verdict: verdictOfRow(columns, row), findingCount: isFinding ? 1 : 0 }
    }
    const verdict = loudestOf(byCode) ?? 'unchanged'
    return { ...node, row: null, verdict, findingCount: countFindings(byCode, table.isFindingCode) }
  })
}

/** What a drawn node has is not in the rest of its parent. */
function takeFrom(
  remaining: (Uint32Array | undefined)[],
  { parent }: TreemapNode,
  byCode: Uint32Array | undefined,
  code: number | undefined,
): void {
  const rest = parent === null ? undefined : remaining[parent]
  if (rest === undefined) return
  if (byCode !== undefined) for (const [at, count] of byCode.entries()) rest[at] = Math.max(0, rest[at]! - count)
  else if (code !== undefined) rest[code] = Math.max(0, rest[code]! - 1)
}
