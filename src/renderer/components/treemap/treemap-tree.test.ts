import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapNode } from './map-node.ts'
import { buildTree, type TreeItem } from './treemap-tree.ts'

function nodeOf(id: number, parent: number | null, sizeBytes: number, part: Partial<MapNode> = {}): MapNode {
  return { id, parent, name: `n${id}`, path: `n${id}`, type: 'entry', sizeBytes, entryCount: 1, ...part }
}

function folderOf(id: number, parent: number | null, sizeBytes: number, entryCount: number): MapNode {
  return nodeOf(id, parent, sizeBytes, { type: 'folder', entryCount })
}

function describeItem({ node, children }: TreeItem<MapNode>): unknown {
  const name = `${node.type} ${node.path} ${node.sizeBytes}/${node.entryCount}`
  return children.length === 0 ? name : [name, ...children.map(describeItem)]
}

const nothingMore = () => ({})

describe('the tree of what is drawn', () => {
  it('draws a folder as one where nothing of what is in it would be seen', () => {
    const many = Array.from({ length: 20 }, (_, at) => nodeOf(at + 3, 1, 5))
    const tree = buildTree(
      [folderOf(0, null, 1000, 21), folderOf(1, 0, 100, 20), nodeOf(2, 0, 900), ...many],
      4000,
      nothingMore,
    )
    expect(tree && describeItem(tree)).toEqual(['folder n0 1000/21', 'folder n1 100/20', 'entry n2 900/1'])
    expect(tree?.children[0]?.gathered).toHaveLength(20)
  })

  it('gathers the small ones of a folder in its rest, with those that were there', () => {
    const rest = nodeOf(4, 0, 60, { type: 'rest', path: '', entryCount: 9 })
    const nodes = [folderOf(0, null, 1000, 12), nodeOf(1, 0, 930), nodeOf(2, 0, 6), nodeOf(3, 0, 4), rest]
    const tree = buildTree(nodes, 4000, nothingMore)
    expect(tree && describeItem(tree)).toEqual(['folder n0 1000/12', 'entry n1 930/1', 'rest n0 70/11'])
    expect(tree?.children[1]?.gathered.map(({ name }) => name)).toEqual(['n4', 'n2', 'n3'])
  })

  it('keeps a single small one under its own name, and gives a rest what its owner makes of it', () => {
    const nodes = [folderOf(0, null, 1000, 3), nodeOf(1, 0, 995), nodeOf(2, 0, 5)]
    const tree = buildTree(nodes, 4000, nothingMore)
    expect(tree?.children.map(({ node }) => node.name)).toEqual(['n1', 'n2'])
    const three = buildTree([...nodes, nodeOf(3, 0, 5)], 4000, (some) => ({ id: some.length }))
    expect(three?.children[1]?.node).toMatchObject({ id: 2, name: '', type: 'rest', sizeBytes: 10 })
  })

  it('adds up at every folder, however little room there is', () => {
    const sizes = fc.array(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 12 }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 100_000 }), (folders, areaPx) => {
        const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
        let id = 0
        const below = folders.flatMap((files) => {
          const folder = folderOf((id += 1), 0, total(files), files.length)
          return [folder, ...files.map((size) => nodeOf((id += 1), folder.id, size))]
        })
        const whole = folderOf(0, null, total(folders.flat()), folders.flat().length)
        const check = ({ node, children }: TreeItem<MapNode>): void => {
          if (children.length === 0) return
          expect(total(children.map((child) => child.node.sizeBytes))).toBe(node.sizeBytes)
          expect(total(children.map((child) => child.node.entryCount))).toBe(node.entryCount)
          for (const child of children) check(child)
        }
        const tree = buildTree([whole, ...below], areaPx, nothingMore)
        if (tree === undefined) throw new Error('There is no tree.')
        check(tree)
      }),
    )
  })
})
