import type { MapNode } from './map-node.ts'
import type { TreemapCell } from './treemap-layout.ts'

/** The cells the keyboard walks: what lies in the shown folder itself, largest first. */
export function walkableCells<Node extends MapNode>(cells: readonly TreemapCell<Node>[]): TreemapCell<Node>[] {
  return cells.filter((cell) => cell.depth === 1)
}

type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

function isDirection(key: string): key is Direction {
  return key.startsWith('Arrow')
}

const steps: Readonly<Record<Direction, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

interface Span {
  readonly start: number
  readonly end: number
}

function gapBetween(a: Span, b: Span): number {
  return Math.max(0, a.start - b.end, b.start - a.end)
}

function spanX({ x, width }: TreemapCell): Span {
  return { start: x, end: x + width }
}

function spanY({ y, height }: TreemapCell): Span {
  return { start: y, end: y + height }
}

/** How far a cell lies in a direction; undefined when it lies elsewhere. Aside counts more than ahead. */
function distance(from: TreemapCell, to: TreemapCell, direction: Direction): number | undefined {
  const [stepX, stepY] = steps[direction]
  const isAcross = stepX !== 0
  const [ahead, aside] = isAcross ? [spanX, spanY] : [spanY, spanX]
  const step = stepX + stepY
  const gap = step > 0 ? ahead(to).start - ahead(from).end : ahead(from).start - ahead(to).end
  // Neighbours may overlap by a rounding error.
  if (gap < -1) return undefined
  return gap + 3 * gapBetween(aside(from), aside(to))
}

/** The cell an arrow, Home or End goes to; undefined for other keys, the same cell at an edge. */
export function walkCells<Node extends MapNode>(
  cells: readonly TreemapCell<Node>[],
  active: TreemapCell<Node> | undefined,
  key: string,
): TreemapCell<Node> | undefined {
  if (key === 'Home') return cells.at(0)
  if (key === 'End') return cells.at(-1)
  if (!isDirection(key)) return undefined
  if (active === undefined) return cells.at(0)
  let best = active
  let bestDistance = Infinity
  for (const cell of cells) {
    const far = cell === active ? undefined : distance(active, cell, key)
    if (far === undefined || far >= bestDistance) continue
    best = cell
    bestDistance = far
  }
  return best
}
