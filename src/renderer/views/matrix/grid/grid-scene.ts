import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import type { CellTable } from '../../../stores/matrix/cell-table.ts'
import type { GridColors } from './grid-colors.ts'
import type { GridGeometry, GridOffset } from './grid-geometry.ts'
import type { SpriteCache } from './sprite-cache.ts'
import type { TextFitter } from './text-fitter.ts'

/** What is drawn; everything but where it is scrolled to. */
export interface GridScene {
  readonly detail: MatrixDetail
  readonly table: CellTable
  readonly geometry: GridGeometry
  /** Cells that pass the filter; null where there is none. */
  readonly passes: Uint8Array | null
  readonly chosen: Uint8Array
  readonly active: number
  readonly hasFocus: boolean
  /** What is said below a state's word, of cells of which it is known. */
  readonly notes: ReadonlyMap<number, string>
}

/** One drawing. */
export interface GridFrame extends GridScene {
  readonly context: CanvasRenderingContext2D
  readonly colors: GridColors
  readonly offset: GridOffset
  readonly widthPx: number
  readonly heightPx: number
  readonly hovered: { readonly row: number; readonly column: number }
  /** From 0 to 1 and back, for what is alive; null where motion is not wanted. */
  readonly pulse: number
  readonly fitter: TextFitter
  readonly sprites: SpriteCache
}
