import type { MapNode } from './map-node.ts'

export interface TreeItem<Node extends MapNode> {
  readonly node: Node
  readonly children: readonly TreeItem<Node>[]
  /** What was too small to draw, and is drawn as one here. */
  readonly gathered: readonly Node[]
}

/** What a rest has beside its size and its number of entries, of the nodes it gathers. */
export type Gather<Node extends MapNode> = (nodes: readonly Node[]) => Partial<Node>

/** Six by six pixels: smaller cells cannot be told apart, nor hit. */
const leastAreaPx = 36

interface MutableItem<Node extends MapNode> extends TreeItem<Node> {
  children: TreeItem<Node>[]
  gathered: readonly Node[]
}

/** Each node with its children, in the order given. */
function linkNodes<Node extends MapNode>(nodes: readonly Node[]): MutableItem<Node>[] {
  const items = nodes.map((node): MutableItem<Node> => ({ node, children: [], gathered: [] }))
  const byId = new Map(items.map((item) => [item.node.id, item]))
  for (const item of items) {
    const { parent } = item.node
    if (parent !== null) byId.get(parent)?.children.push(item)
  }
  return items
}

function withAllBelow<Node extends MapNode>(items: readonly TreeItem<Node>[]): Node[] {
  return items.flatMap(({ node, children, gathered }) => [node, ...gathered, ...withAllBelow(children)])
}

function gatherItems<Node extends MapNode>(
  folder: Node,
  items: readonly TreeItem<Node>[],
  gather: Gather<Node>,
): TreeItem<Node> | undefined {
  const [first] = items
  if (first === undefined) return undefined
  const total = (read: (node: Node) => number): number => items.reduce((sum, { node }) => sum + read(node), 0)
  const sizes = { sizeBytes: total((node) => node.sizeBytes), entryCount: total((node) => node.entryCount) }
  const rest = { name: '', path: folder.path, type: 'rest' as const, ...sizes }
  const nodes = items.map(({ node }) => node)
  return { node: { ...first.node, ...gather(nodes), ...rest }, children: [], gathered: withAllBelow(items) }
}

/**
 * The tree of what is drawn in so many pixels. What would be too small to be seen is gathered in the rest of its folder, and a
 * folder of which nothing would be seen is drawn as one.
 */
export function buildTree<Node extends MapNode>(
  nodes: readonly Node[],
  areaPx: number,
  gather: Gather<Node>,
): TreeItem<Node> | undefined {
  const items = linkNodes(nodes)
  const root = items.find(({ node }) => node.parent === null)
  if (root === undefined) return undefined
  const leastBytes = (leastAreaPx / areaPx) * root.node.sizeBytes
  // Children stand behind their folder: from the end, all that is in a folder is settled before the folder is.
  for (const item of items.toReversed()) {
    const isSmall = ({ node }: TreeItem<Node>): boolean => node.sizeBytes < leastBytes
    const small = item.children.filter(isSmall)
    const large = item.children.filter((child) => !isSmall(child))
    const rests = large.filter(({ node }) => node.type === 'rest')
    const drawn = large.filter(({ node }) => node.type !== 'rest')
    if (small.length === 0) continue
    const gathered = [...rests, ...small]
    if (drawn.length === 0 && item !== root) {
      item.gathered = withAllBelow(gathered)
      item.children = []
      continue
    }
    // A rest of one would be that child under a vaguer name.
    if (gathered.length < 2) continue
    const rest = gatherItems(item.node, gathered, gather)
    item.children = rest === undefined ? drawn : [...drawn, rest]
  }
  return root
}
