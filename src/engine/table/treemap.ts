import type { TreemapNode } from '../../shared/ipc/table-schemas.ts'
import type { EntryColumns } from './entry-columns.ts'
import { nameOf, readPath } from './entry-reader.ts'
import { readFolderPath, type FolderIndex } from './folder-index.ts'
import type { FolderTree } from './folder-tree.ts'
import { LargestFirstQueue } from './largest-first-queue.ts'
import { folderOfRow, isFolderRow, rowOfFolder } from './tree-rows.ts'

export interface TreemapSource {
  readonly columns: EntryColumns
  readonly folders: FolderIndex
  /** The whole manifest, children by size, largest first. */
  readonly tree: FolderTree
}

/** A folder node whose children are being drawn one after another, largest first. */
interface OpenNode {
  readonly node: TreemapNode
  readonly endFolderAt: number
  readonly endEntryAt: number
  folderAt: number
  entryAt: number
  drawnCount: number
  drawnSizeBytes: number
  drawnEntryCount: number
}

/**
 * The largest folders and entries below `focus`, in at most `maxNodes` nodes of which the focus is the first. The
 * largest item not yet drawn is always the next one. What does not fit is gathered in one `rest` node a folder, so
 * that the children of a node always add up to it, or it has none. Sizes that are not known count as 0.
 */
export function buildTreemap(source: TreemapSource, focus: number, maxNodes: number): TreemapNode[] {
  return drawTreemap(source, focus, maxNodes).nodes
}

/** As `buildTreemap`, with the tree's row of each node; a rest has that of its folder. */
export function drawTreemap(
  source: TreemapSource,
  focus: number,
  maxNodes: number,
): { nodes: TreemapNode[]; rows: number[] } {
  const nodes: TreemapNode[] = []
  const rows: number[] = []
  const queue = new LargestFirstQueue<OpenNode>()
  const open: OpenNode[] = []
  const enter = (row: number, parent: number | null): void => {
    const node = createNode(source, nodes.length, parent, row)
    nodes.push(node)
    rows.push(row)
    if (node.type !== 'folder') return
    const opened = openNode(source, node, folderOfRow(row))
    open.push(opened)
    queue.push(opened, nextSize(source, opened))
  }
  enter(rowOfFolder(focus), null)
  let budget = maxNodes - 1
  for (let parent = queue.pop(); parent !== undefined && budget > 0; parent = queue.pop()) {
    const cost = costOfNext(parent)
    if (cost > budget || nextSize(source, parent) <= 0) continue
    budget -= cost
    drawNext(source, parent, nodes, enter)
    if (hasMore(parent)) queue.push(parent, nextSize(source, parent))
  }
  for (const parent of open.slice()) {
    gatherRest(source, parent, nodes, enter)
    if (rows.length < nodes.length) rows.push(rows[parent.node.id]!)
  }
  return { nodes, rows }
}

function openNode(source: TreemapSource, node: TreemapNode, folder: number): OpenNode {
  const { childFolders, childEntries } = source.tree
  return {
    node,
    folderAt: childFolders.starts[folder]!,
    endFolderAt: childFolders.starts[folder + 1]!,
    entryAt: childEntries.starts[folder]!,
    endEntryAt: childEntries.starts[folder + 1]!,
    drawnCount: 0,
    drawnSizeBytes: 0,
    drawnEntryCount: 0,
  }
}

function remainingCount(parent: OpenNode): number {
  return parent.endFolderAt - parent.folderAt + parent.endEntryAt - parent.entryAt
}

function hasMore(parent: OpenNode): boolean {
  return remainingCount(parent) > 0
}

/** Nodes that drawing one more child takes: the first one also needs a rest, and the last one takes the rest's place. */
function costOfNext(parent: OpenNode): number {
  const isLast = remainingCount(parent) === 1
  if (parent.drawnCount === 0) return isLast ? 1 : 2
  return isLast ? 0 : 1
}

function nextFolderSize(source: TreemapSource, parent: OpenNode): number {
  if (parent.folderAt >= parent.endFolderAt) return -1
  return source.tree.sizesBytes[source.tree.childFolders.items[parent.folderAt]!]!
}

function nextEntrySize(source: TreemapSource, parent: OpenNode): number {
  if (parent.entryAt >= parent.endEntryAt) return -1
  return Math.max(0, source.columns.sizes[source.tree.childEntries.items[parent.entryAt]!]!)
}

function nextSize(source: TreemapSource, parent: OpenNode): number {
  return Math.max(nextFolderSize(source, parent), nextEntrySize(source, parent))
}

function drawNext(
  source: TreemapSource,
  parent: OpenNode,
  nodes: readonly TreemapNode[],
  enter: (row: number, parent: number) => void,
): void {
  const isFolderNext = nextFolderSize(source, parent) >= nextEntrySize(source, parent)
  const row = isFolderNext
    ? rowOfFolder(source.tree.childFolders.items[parent.folderAt++]!)
    : source.tree.childEntries.items[parent.entryAt++]!
  enter(row, parent.node.id)
  const drawn = nodes.at(-1)!
  parent.drawnCount++
  parent.drawnSizeBytes += drawn.sizeBytes
  parent.drawnEntryCount += drawn.entryCount
}

function gatherRest(
  source: TreemapSource,
  parent: OpenNode,
  nodes: TreemapNode[],
  enter: (row: number, parent: number) => void,
): void {
  if (parent.drawnCount === 0 || !hasMore(parent)) return
  // A rest of one would be that child under a vaguer name.
  if (remainingCount(parent) === 1) return drawNext(source, parent, nodes, enter)
  nodes.push({
    id: nodes.length,
    parent: parent.node.id,
    name: '',
    path: parent.node.path,
    type: 'rest',
    sizeBytes: Math.max(0, parent.node.sizeBytes - parent.drawnSizeBytes),
    entryCount: parent.node.entryCount - parent.drawnEntryCount,
  })
}

function createNode(source: TreemapSource, id: number, parent: number | null, row: number): TreemapNode {
  if (isFolderRow(row)) {
    const folder = folderOfRow(row)
    const path = readFolderPath(source.columns, source.folders, folder)
    const sizeBytes = source.tree.sizesBytes[folder]!
    const entryCount = source.tree.entryCounts[folder]!
    return { id, parent, name: nameOf(path), path, type: 'folder', sizeBytes, entryCount }
  }
  const path = readPath(source.columns, row)
  const sizeBytes = Math.max(0, source.columns.sizes[row]!)
  return { id, parent, name: nameOf(path), path, type: 'entry', sizeBytes, entryCount: 1 }
}
