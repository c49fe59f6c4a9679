import { treemapSquarify, type HierarchyRectangularNode } from 'd3-hierarchy'

const fewestInRows = 12
const mostUneven = 2
const squarify = treemapSquarify.ratio(1.3)

function isEven(values: readonly number[]): boolean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.every((value) => value <= mean * mostUneven && value >= mean / mostUneven)
}

/** Places children that are all of about one size in rows, as lines of a text; squarified they would be stairs. */
function tileInRows<T>(
  parent: HierarchyRectangularNode<T>,
  children: readonly HierarchyRectangularNode<T>[],
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): void {
  const total = parent.value ?? 0
  const rowCount = Math.max(1, Math.round(Math.sqrt((children.length * (y1 - y0)) / Math.max(1, x1 - x0))))
  let y = y0
  for (let row = 0; row < rowCount; row += 1) {
    const from = Math.floor((row * children.length) / rowCount)
    const cells = children.slice(from, Math.floor(((row + 1) * children.length) / rowCount))
    const sum = cells.reduce((bytes, { value = 0 }) => bytes + value, 0)
    const bottom = y + ((y1 - y0) * sum) / total
    let x = x0
    for (const cell of cells) {
      const right = x + ((x1 - x0) * (cell.value ?? 0)) / sum
      Object.assign(cell, { x0: x, x1: right, y0: y, y1: bottom })
      x = right
    }
    y = bottom
  }
}

/** Squares as far as can be, the largest first. */
export function tileChildren<T>(
  parent: HierarchyRectangularNode<T>,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  const children = parent.children ?? []
  const inRows = children.length >= fewestInRows && isEven(children.map(({ value = 0 }) => value))
  if (inRows) tileInRows(parent, children, [x0, y0, x1, y1])
  else squarify(parent, x0, y0, x1, y1)
}
