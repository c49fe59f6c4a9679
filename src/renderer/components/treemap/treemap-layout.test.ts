import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapNode } from './map-node.ts'
import { cellAt, layOutTreemap, targetOf } from './treemap-layout.ts'

function nodeOf(part: Partial<MapNode> & { id: number; parent: number | null }): MapNode {
  return { name: `n${part.id}`, path: `n${part.id}`, type: 'entry', sizeBytes: 1, entryCount: 1, ...part }
}

const sample: MapNode[] = [
  nodeOf({ id: 0, parent: null, type: 'folder', path: '', sizeBytes: 100 }),
  nodeOf({ id: 1, parent: 0, type: 'folder', path: 'media', sizeBytes: 70 }),
  nodeOf({ id: 2, parent: 1, path: 'media/a.mp4', name: 'a.mp4', sizeBytes: 60 }),
  nodeOf({ id: 3, parent: 1, path: 'media', name: '', type: 'rest', sizeBytes: 10, entryCount: 9 }),
  nodeOf({ id: 4, parent: 0, path: 'b.csv', name: 'b.csv', sizeBytes: 30 }),
]

describe('the layout of the map', () => {
  it('gives every file an area in proportion to its bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 }), (sizes) => {
        const total = sizes.reduce((sum, size) => sum + size, 0)
        const files = sizes.map((sizeBytes, index) => nodeOf({ id: index + 1, parent: 0, sizeBytes }))
        const root = nodeOf({ id: 0, parent: null, type: 'folder', path: '', sizeBytes: total })
        // Large enough for the gaps between cells not to count.
        const cells = layOutTreemap([root, ...files], 20_000, 20_000).filter((cell) => cell.depth === 1)
        for (const cell of cells) {
          const share = (cell.width * cell.height) / (20_000 * 20_000)
          expect(Math.abs(share - cell.node.sizeBytes / total)).toBeLessThan(0.01)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('places many of one size in rows, in the order of their names, on whole pixels', () => {
    const folders = Array.from({ length: 1000 }, (_, at) =>
      nodeOf({ id: at + 1, parent: 0, type: 'folder', name: String(at).padStart(4, '0') }),
    )
    const root = nodeOf({ id: 0, parent: null, type: 'folder', path: '', sizeBytes: 1000 })
    const cells = layOutTreemap([root, ...folders], 540, 440).slice(1)
    expect(cells).toHaveLength(1000)
    const read = cells.toSorted((a, b) => a.y - b.y || a.x - b.x)
    expect(new Set(cells.map(({ y }) => y)).size).toBeLessThan(40)
    expect(read.map(({ node }) => node.name)).toEqual(folders.map(({ name }) => name))
    for (const { x, y, width, height } of cells) {
      expect([x, y, width, height].every(Number.isInteger)).toBe(true)
      expect(Math.max(width / height, height / width)).toBeLessThan(1.5)
    }
  })

  it('keeps children inside their folder, below its title', () => {
    const cells = layOutTreemap(sample, 600, 400)
    const folder = cells.find((cell) => cell.node.id === 1)
    const file = cells.find((cell) => cell.node.id === 2)
    if (folder === undefined || file === undefined) throw new Error('A cell is missing.')
    expect(folder.titleHeight).toBeGreaterThan(0)
    expect(file.y).toBeGreaterThanOrEqual(folder.y + folder.titleHeight)
    expect(file.x + file.width).toBeLessThanOrEqual(folder.x + folder.width)
  })

  it('draws nothing where there are no bytes or no room', () => {
    expect(layOutTreemap([nodeOf({ id: 0, parent: null, type: 'folder', sizeBytes: 0 })], 100, 100)).toEqual([])
    expect(layOutTreemap(sample, 0, 100)).toEqual([])
    expect(layOutTreemap([], 100, 100)).toEqual([])
  })

  it('tells what is drawn beside a rest, to be coloured like it', () => {
    const rest = layOutTreemap(sample, 600, 400).find((cell) => cell.node.type === 'rest')
    expect(rest?.neighbours.map((node) => node.name)).toContain('a.mp4')
  })
})

describe('a click on the map', () => {
  const cells = layOutTreemap(sample, 600, 400)
  const at = (id: number) => {
    const cell = cells.find((candidate) => candidate.node.id === id)
    if (cell === undefined) throw new Error('The cell is missing.')
    return cellAt(cells, cell.x + cell.width / 2, cell.y + Math.min(9, cell.height / 2))
  }

  it('goes into a folder by its title or by what is in it', () => {
    const title = at(1)
    const inside = at(2)
    expect(title && targetOf(title)).toEqual({ kind: 'zoom', path: 'media' })
    expect(inside && targetOf(inside)).toEqual({ kind: 'zoom', path: 'media' })
  })

  it('selects a file that lies in the shown folder itself', () => {
    const file = at(4)
    expect(file && targetOf(file)).toEqual({ kind: 'select', path: 'b.csv' })
  })

  it('hits nothing beside the map', () => {
    expect(cellAt(cells, -1, 5)).toBeUndefined()
  })
})
