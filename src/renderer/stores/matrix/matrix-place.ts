import { create } from 'zustand'
import { selectNone, type CellSelection } from './cell-selection.ts'
import { everyCell, type CellFilter } from './cell-filter.ts'

/** Where a plan's grid is and what is picked in it: kept while other views are looked at. */
export interface MatrixPlace {
  readonly active: number
  readonly selection: CellSelection
  readonly filter: CellFilter
  /** Steps from the size that fits; null fits the grid to its room. */
  readonly zoom: number | null
}

const atStart: MatrixPlace = {
  active: 0,
  selection: selectNone({ rowCount: 0, columnCount: 0 }),
  filter: everyCell,
  zoom: null,
}

interface Scroll {
  readonly left: number
  readonly top: number
}

/** Where grids are scrolled to: nothing is drawn anew by React when it changes. */
const scrolls = new Map<string, Scroll>()

export function readScroll(planId: string): Scroll {
  return scrolls.get(planId) ?? { left: 0, top: 0 }
}

export function keepScroll(planId: string, scroll: Scroll): void {
  scrolls.set(planId, scroll)
}

const usePlaces = create<ReadonlyMap<string, MatrixPlace>>()(() => new Map())

export function usePlace(planId: string): MatrixPlace {
  return usePlaces((places) => places.get(planId) ?? atStart)
}

export function readPlace(planId: string): MatrixPlace {
  return usePlaces.getState().get(planId) ?? atStart
}

export function changePlace(planId: string, change: Partial<MatrixPlace>): void {
  const places = usePlaces.getState()
  usePlaces.setState(new Map(places).set(planId, { ...(places.get(planId) ?? atStart), ...change }), true)
}
