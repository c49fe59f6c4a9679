import type { TableQuery, TableRow, TableTotals, TreemapNode } from '../../shared/ipc/table-schemas.ts'
import type { Entry } from '../../shared/model/entry.ts'
import type { ManifestSummary } from '../../shared/model/manifest.ts'

/** What a table worker answers, by method; one worker holds one manifest. */
export interface TableMethods {
  /** Resolves once the manifest is loaded. */
  open(input: Record<string, never>): { summary: ManifestSummary }
  query(input: { query: TableQuery }): TableTotals
  window(input: { offset: number; limit: number }): { rows: TableRow[] }
  toggle(input: { folder: string; isExpanded: boolean; all: boolean }): { rowCount: number }
  locate(input: { path: string }): { offset: number | null; rowCount: number }
  entry(input: { index: number }): { entry: Entry; warnings: string[] }
  treemap(input: { folder: string; maxNodes: number }): { nodes: TreemapNode[] }
}

export interface TableWorkerData {
  readonly path: string
}
