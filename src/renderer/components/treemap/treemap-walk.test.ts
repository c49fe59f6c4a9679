import { describe, expect, it } from 'vitest'
import type { MapNode } from './map-node.ts'
import { layOutTreemap } from './treemap-layout.ts'
import { walkableCells, walkCells } from './treemap-walk.ts'

const sizes = [40, 30, 10, 8, 6, 4, 2]
const nodes: MapNode[] = [
  { id: 0, parent: null, name: '', path: '', type: 'folder', sizeBytes: 100, entryCount: 7 },
  ...sizes.map((sizeBytes, index) => ({
    id: index + 1,
    parent: 0,
    name: `n${index}`,
    path: `n${index}`,
    type: 'entry' as const,
    sizeBytes,
    entryCount: 1,
  })),
]
const cells = walkableCells(layOutTreemap(nodes, 600, 400))

describe('walking the map by keys', () => {
  it('begins with the largest, and knows first and last', () => {
    expect(walkCells(cells, undefined, 'ArrowDown')?.node.path).toBe('n0')
    expect(walkCells(cells, cells[3], 'Home')?.node.path).toBe('n0')
    expect(walkCells(cells, cells[3], 'End')?.node.path).toBe('n6')
  })

  it('goes to a cell that lies in the direction of the arrow', () => {
    for (const from of cells) {
      const right = walkCells(cells, from, 'ArrowRight')
      const down = walkCells(cells, from, 'ArrowDown')
      if (right !== from) expect(right?.x).toBeGreaterThan(from.x)
      if (down !== from) expect(down?.y).toBeGreaterThan(from.y)
    }
  })

  it('reaches every cell from the largest', () => {
    const reached = new Set([cells[0]])
    for (const cell of reached) {
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) reached.add(walkCells(cells, cell, key))
    }
    expect(reached.size).toBe(cells.length)
  })

  it('leaves other keys alone', () => {
    expect(walkCells(cells, cells[0], 'x')).toBeUndefined()
  })
})
