import { hierarchy, treemap, treemapSquarify, type HierarchyRectangularNode } from 'd3-hierarchy'
import type { MapNode } from './map-node.ts'

export interface TreemapCell<Node extends MapNode = MapNode> {
  readonly node: Node
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** 0 is the folder the map shows. */
  readonly depth: number
  /** A folder drawn as a frame around what is in it. */
  readonly isFrame: boolean
  /** Height of the frame's title; 0 when it is too small for one. */
  readonly titleHeight: number
  /** For a rest: what is drawn beside it, which it likely resembles. */
  readonly neighbours: readonly Node[]
  /** The child of the shown folder this cell belongs to. */
  readonly top: Node
}

export const titleHeight = 18
const leastTitledWidth = 44
const leastTitledHeight = 40

interface TreeItem<Node> {
  readonly node: Node
  readonly children: TreeItem<Node>[]
}

function buildTree<Node extends MapNode>(nodes: readonly Node[]): TreeItem<Node> | undefined {
  const items = new Map<number, TreeItem<Node>>()
  let root: TreeItem<Node> | undefined
  for (const node of nodes) {
    const item: TreeItem<Node> = { node, children: [] }
    items.set(node.id, item)
    if (node.parent === null) root = item
    else items.get(node.parent)?.children.push(item)
  }
  return root
}

function titleOf<Node>(rect: HierarchyRectangularNode<TreeItem<Node>>): number {
  const isTitled = rect.x1 - rect.x0 >= leastTitledWidth && rect.y1 - rect.y0 >= leastTitledHeight
  return rect.depth > 0 && isTitled ? titleHeight : 0
}

function neighboursOf<Node>(rect: HierarchyRectangularNode<TreeItem<Node>>): Node[] {
  return rect.parent?.children?.map((child) => child.data.node) ?? []
}

function toCell<Node extends MapNode>(rect: HierarchyRectangularNode<TreeItem<Node>>): TreemapCell<Node> {
  const isFrame = (rect.children?.length ?? 0) > 0
  const top = rect.ancestors().at(-2) ?? rect
  return {
    node: rect.data.node,
    x: rect.x0,
    y: rect.y0,
    width: rect.x1 - rect.x0,
    height: rect.y1 - rect.y0,
    depth: rect.depth,
    isFrame,
    titleHeight: isFrame ? titleOf(rect) : 0,
    neighbours: rect.data.node.type === 'rest' ? neighboursOf(rect) : [],
    top: top.data.node,
  }
}

/** Squarified treemap: area is bytes. Parents come before their children; what has no area is left out. */
export function layOutTreemap<Node extends MapNode>(
  nodes: readonly Node[],
  width: number,
  height: number,
): TreemapCell<Node>[] {
  const tree = buildTree(nodes)
  if (tree === undefined || tree.node.sizeBytes <= 0 || width <= 0 || height <= 0) return []
  const root = hierarchy<TreeItem<Node>>(tree, (item) => item.children)
  root.sum((item) => (item.children.length === 0 ? item.node.sizeBytes : 0))
  root.sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const layOut = treemap<TreeItem<Node>>()
    .size([width, height])
    .tile(treemapSquarify.ratio(1.3))
    .paddingInner((rect) => (rect.depth === 0 ? 3 : titleOf(rect) > 0 ? 1.5 : 1))
    .paddingOuter((rect) => (titleOf(rect) > 0 ? 2 : 0))
    .paddingTop(titleOf)
  return layOut(root)
    .descendants()
    .map((rect) => toCell(rect))
    .filter((cell) => cell.width > 0.5 && cell.height > 0.5)
}

/** The innermost cell at a point. */
export function cellAt<Node extends MapNode>(
  cells: readonly TreemapCell<Node>[],
  x: number,
  y: number,
): TreemapCell<Node> | undefined {
  return cells.findLast(
    (cell) => x >= cell.x && y >= cell.y && x < cell.x + cell.width && y < cell.y + cell.height && cell.depth > 0,
  )
}

/** What a click does: the title of a folder goes into it, a file at the top is chosen, anything else goes one folder in. */
export function targetOf(cell: TreemapCell): { kind: 'zoom' | 'select'; path: string } | undefined {
  if (cell.node.type === 'folder' && cell.isFrame) return { kind: 'zoom', path: cell.node.path }
  if (cell.top.type === 'folder') return { kind: 'zoom', path: cell.top.path }
  return cell.node.type === 'entry' ? { kind: 'select', path: cell.node.path } : undefined
}
