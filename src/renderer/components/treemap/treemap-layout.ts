import { hierarchy, treemap, type HierarchyNode, type HierarchyRectangularNode } from 'd3-hierarchy'
import type { MapNode } from './map-node.ts'
import { tileChildren } from './treemap-tiles.ts'
import { buildTree, type Gather, type TreeItem } from './treemap-tree.ts'

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
  /** For a rest: what is drawn beside it, which it likely resembles. For a rest and a folder drawn as one: what is known to be in it. */
  readonly neighbours: readonly Node[]
  /** The child of the shown folder this cell belongs to. */
  readonly top: Node
}

export const titleHeight = 18
const leastTitledWidth = 44
const leastTitledHeight = 40

function titleOf<T>(rect: HierarchyRectangularNode<T>): number {
  const isTitled = rect.x1 - rect.x0 >= leastTitledWidth && rect.y1 - rect.y0 >= leastTitledHeight
  return rect.depth > 0 && isTitled ? titleHeight : 0
}

function neighboursOf<Node extends MapNode>(rect: HierarchyRectangularNode<TreeItem<Node>>): readonly Node[] {
  const { node, gathered } = rect.data
  if (node.type !== 'rest') return gathered
  return [...(rect.parent?.children?.map((child) => child.data.node) ?? []), ...gathered]
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
    neighbours: isFrame ? [] : neighboursOf(rect),
    top: top.data.node,
  }
}

/** Whole pixels, so that edges are sharp; the more there are in a folder, the less of it is spent between them. */
function gapOf<T>(rect: HierarchyRectangularNode<T>): number {
  if (rect.depth > 0) return titleOf(rect) > 0 ? 2 : 1
  const sidePx = Math.sqrt(((rect.x1 - rect.x0) * (rect.y1 - rect.y0)) / (rect.children?.length ?? 1))
  return sidePx < 20 ? 1 : sidePx < 40 ? 2 : 3
}

/** Largest first, and by name where sizes are equal. */
function compareItems<Node extends MapNode>(
  a: HierarchyNode<TreeItem<Node>>,
  b: HierarchyNode<TreeItem<Node>>,
): number {
  const difference = (b.value ?? 0) - (a.value ?? 0)
  if (difference !== 0) return difference
  return a.data.node.name < b.data.node.name ? -1 : 1
}

/** A treemap: area is bytes. Parents come before their children; what has no area is left out. */
export function layOutTreemap<Node extends MapNode>(
  nodes: readonly Node[],
  width: number,
  height: number,
  gather: Gather<Node> = () => ({}),
): TreemapCell<Node>[] {
  if (width <= 0 || height <= 0) return []
  const tree = buildTree(nodes, width * height, gather)
  if (tree === undefined || tree.node.sizeBytes <= 0) return []
  const root = hierarchy<TreeItem<Node>>(tree, (item) => item.children)
  root.sum((item) => (item.children.length === 0 ? item.node.sizeBytes : 0))
  root.sort(compareItems)
  const layOut = treemap<TreeItem<Node>>()
    .size([width, height])
    .round(true)
    .tile(tileChildren)
    .paddingInner(gapOf)
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
