import type {
  ComparisonDetail,
  ComparisonQuery,
  ComparisonRow,
  ComparisonTotals,
  ComparisonTreemapNode,
  MinimapBucket,
  RowPlace,
} from '../../../shared/ipc/comparison-schemas.ts'
import type { FindingList } from '../finding-list.ts'

/** A comparison as a person looks at it, whole or while it grows: what is shown is set by `query` and read by `window`. */
export interface ComparisonRows {
  query(query: ComparisonQuery): ComparisonTotals
  /** The rows `[offset, offset + limit)` as they are shown, fewer at the end. */
  window(offset: number, limit: number): ComparisonRow[]
  /** Opens or closes a folder, or every folder when `all`; returns how many rows there are now. */
  toggle(folder: string, isExpanded: boolean, all: boolean): number
  /** Where a row is shown, its folders opened; null when the query hides it. */
  locate(row: number): RowPlace
  /** The nearest difference after (1) or before (-1) an offset; from -1 the first or the last one. */
  step(offset: number, by: 1 | -1): RowPlace
  /** Throws `not-found` where there is no such row. */
  detail(row: number): ComparisonDetail
  minimap(bucketCount: number): MinimapBucket[]
  treemap(folder: string, maxNodes: number): ComparisonTreemapNode[]
  /** Tab-separated text of these rows, or of all that are shown, at most 10,000 lines. */
  copy(rows: readonly number[] | null): { text: string; copiedCount: number; matchedCount: number }
  /** The findings of these rows, or of all that the query matches, each move once. */
  select(rows: readonly number[] | null): FindingList
}

export const firstComparisonQuery: ComparisonQuery = {
  layout: 'tree',
  search: '',
  verdicts: [],
  onlyDifferences: true,
  folder: '',
  sort: { column: 'path', isDescending: false },
}
