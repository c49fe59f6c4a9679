import type { KeyboardEvent, ReactNode } from 'react'
import type { PagedRows } from '../stores/paged-rows.ts'
import type { GridViewport } from './grid-viewport.ts'

export interface RowAria {
  readonly level?: number
  readonly isExpanded?: boolean
  readonly tone?: 'loud' | 'bad' | 'folder' | 'group' | undefined
}

/** What choosing a row does to those chosen before. */
export type ActivateMode = 'alone' | 'extend' | 'toggle'

export interface VirtualGridProps<Row> {
  readonly role: 'grid' | 'treegrid'
  readonly label: string
  readonly source: PagedRows<Row>
  readonly columnCount: number
  /** The value of `grid-template-columns`, shared by header and rows. */
  readonly template: string
  /** The same without the cells marked `data-wide`, for a narrow grid. */
  readonly narrowTemplate: string
  /** Cells of the header, each with the role columnheader. */
  readonly header: ReactNode
  readonly activeOffset: number
  readonly onActivate: (offset: number, mode: ActivateMode) => void
  /** Where several rows can be chosen: whether this one is, besides being active. */
  readonly isChosen?: (row: Row, offset: number) => boolean
  /** Cells of a row, each with the role gridcell. */
  readonly renderCells: (row: Row, offset: number) => ReactNode
  readonly describeRow?: (row: Row) => RowAria
  readonly onRowOpen?: (row: Row, offset: number) => void
  /** Keys beyond moving; true when handled. */
  readonly onKey?: (event: KeyboardEvent, row: Row | undefined) => boolean
  readonly rowHeightPx?: number
  readonly headerHeightPx?: number
  readonly viewport?: GridViewport
}
