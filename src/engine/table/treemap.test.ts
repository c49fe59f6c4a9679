import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { treemapNodeSchema, type TreemapNode } from '../../shared/ipc/table-schemas.ts'
import { inManifestOrder, manifestOf, queryOf, type SampleEntry } from './table-fixtures.ts'
import { TableView } from './table-view.ts'

function treemapOf(entries: readonly SampleEntry[], folder: string, maxNodes: number): TreemapNode[] {
  return new TableView(manifestOf(inManifestOrder(entries))).treemap(folder, maxNodes)
}

function brief(nodes: readonly TreemapNode[]): string[] {
  return nodes.map(({ type, path, sizeBytes, entryCount }) => `${type} ${path} ${sizeBytes}/${entryCount}`)
}

const path = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e-f'), { minLength: 1, maxLength: 5 })
const entries = fc.array(
  fc.record<SampleEntry, 'path'>(
    { path: path.map((parts) => parts.join('/')), sizeBytes: fc.oneof(fc.constant(0), fc.nat(1000)) },
    { requiredKeys: ['path'] },
  ),
  { maxLength: 80 },
)

describe('the treemap', () => {
  it('adds up at every node, whatever the number of nodes it may take', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 60 }), (samples, maxNodes) => {
        const nodes = treemapOf(samples, '', maxNodes)
        expect(nodes.length).toBeLessThanOrEqual(maxNodes)
        const total = inManifestOrder(samples).reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0)
        expect(nodes[0]).toMatchObject({ id: 0, parent: null, path: '', sizeBytes: total })
        nodes.forEach((node, at) => {
          treemapNodeSchema.parse(node)
          expect(node.id).toBe(at)
          const children = nodes.filter((child) => child.parent === node.id)
          children.forEach((child) => expect(child.id).toBeGreaterThan(at))
          if (children.length === 0) return
          expect(children.reduce((sum, child) => sum + child.sizeBytes, 0)).toBe(node.sizeBytes)
          expect(children.reduce((sum, child) => sum + child.entryCount, 0)).toBe(node.entryCount)
          expect(children.filter((child) => child.type === 'rest').length).toBeLessThanOrEqual(1)
        })
      }),
    )
  })

  it('draws the largest first and gathers the others of a folder in one rest', () => {
    const samples = [
      { path: 'big/one', sizeBytes: 60 },
      { path: 'big/two', sizeBytes: 20 },
      { path: 'small/a', sizeBytes: 3 },
      { path: 'small/b', sizeBytes: 2 },
      { path: 'file', sizeBytes: 10 },
      { path: 'link', kind: 'symlink' as const },
    ]
    expect(brief(treemapOf(samples, '', 6))).toEqual([
      'folder  95/6',
      'folder big 80/2',
      'entry big/one 60/1',
      'entry big/two 20/1',
      'entry file 10/1',
      'rest  5/3',
    ])
    expect(brief(treemapOf(samples, 'small', 9))).toEqual([
      'folder small 5/2',
      'entry small/a 3/1',
      'entry small/b 2/1',
    ])
  })

  it('draws everything when there is room, without a rest', () => {
    const samples = [
      { path: 'a/b', sizeBytes: 1 },
      { path: 'c', sizeBytes: 2 },
      { path: 'd', sizeBytes: 3 },
    ]
    expect(treemapOf(samples, '', 100).every((node) => node.type !== 'rest')).toBe(true)
    expect(treemapOf(samples, '', 100)).toHaveLength(5)
  })

  it('shows the whole manifest whatever the query, and nothing for an unknown folder', () => {
    const view = new TableView(manifestOf([{ path: 'a', sizeBytes: 7 }]))
    view.query(queryOf({ search: 'nothing' }))
    expect(view.treemap('', 10)[0]?.sizeBytes).toBe(7)
    expect(view.treemap('nowhere', 10)).toEqual([])
  })
})
