import { cutMiddle } from '../../format/path.ts'
import { formatCount, formatSize } from '../../format/quantity.ts'
import { escapeUnsafe } from '../../format/safe-text.ts'
import type { ColorScheme, MapNode } from './map-node.ts'
import type { TreemapCell } from './treemap-layout.ts'
import type { Gather } from './treemap-tree.ts'

interface Palette {
  readonly frames: readonly string[]
  readonly title: string
  readonly label: string
  readonly labelDim: string
  readonly rest: string
  readonly gloss: readonly [string, string]
}

const palettes: Readonly<Record<ColorScheme, Palette>> = {
  light: {
    frames: ['#ececee', '#e0e1e4', '#d5d6da'],
    title: '#3f434a',
    label: '#1a1b1e',
    labelDim: 'rgb(26 27 30 / 78%)',
    rest: '#dcdde1',
    gloss: ['rgb(255 255 255 / 34%)', 'rgb(0 0 0 / 5%)'],
  },
  dark: {
    frames: ['#23252a', '#2b2e34', '#34373e'],
    title: '#c9ccd2',
    label: '#ffffff',
    labelDim: 'rgb(255 255 255 / 80%)',
    rest: '#3a3d44',
    gloss: ['rgb(255 255 255 / 11%)', 'rgb(0 0 0 / 18%)'],
  },
}

const labelFont = '11px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif'
const titleFont = `600 ${labelFont}`
const characterPx = 6.1

/** What one map tells by its colours, and by signs where colour alone would not do. */
export interface MapLook<Node extends MapNode> {
  /** What a rest of nodes that are too small to draw has of them, beside their sizes. */
  readonly gather?: Gather<Node>
  /** The fill of an entry, a rest, or a folder drawn as one; undefined for the neutral one. */
  readonly fill: (cell: TreemapCell<Node>, scheme: ColorScheme) => string | undefined
  /** Drawn in the corner of a cell that has room for it, within 24 units each way. */
  readonly sign?: (cell: TreemapCell<Node>) => { readonly path: Path2D; readonly isFilled: boolean } | undefined
}

interface Brush<Node extends MapNode> {
  readonly context: CanvasRenderingContext2D
  readonly palette: Palette
  readonly scheme: ColorScheme
  readonly look: MapLook<Node>
}

function fillOf<Node extends MapNode>(cell: TreemapCell<Node>, { palette, scheme, look }: Brush<Node>): string {
  if (cell.isFrame) return palette.frames[Math.min(cell.depth, palette.frames.length) - 1] ?? palette.rest
  return look.fill(cell, scheme) ?? palette.rest
}

function roundRect(context: CanvasRenderingContext2D, cell: TreemapCell): void {
  const radius = Math.min(3, cell.width / 8, cell.height / 8)
  context.beginPath()
  context.roundRect(cell.x, cell.y, cell.width, cell.height, radius)
}

function paintGloss(context: CanvasRenderingContext2D, cell: TreemapCell, palette: Palette): void {
  const gradient = context.createLinearGradient(cell.x, cell.y, cell.x, cell.y + cell.height)
  gradient.addColorStop(0, palette.gloss[0])
  gradient.addColorStop(1, palette.gloss[1])
  context.fillStyle = gradient
  context.fill()
}

export function labelOf(cell: TreemapCell): string {
  const { node } = cell
  return node.type === 'rest' ? `${formatCount(node.entryCount)} smaller` : escapeUnsafe(node.name)
}

function paintTitle(context: CanvasRenderingContext2D, cell: TreemapCell, palette: Palette): void {
  const size = formatSize(cell.node.sizeBytes)
  const hasSize = cell.width > 120
  const room = Math.floor((cell.width - 12 - (hasSize ? size.length * characterPx + 10 : 0)) / (characterPx + 0.4))
  context.font = titleFont
  context.fillStyle = palette.title
  context.textAlign = 'left'
  context.fillText(cutMiddle(labelOf(cell), room), cell.x + 6, cell.y + 12.5)
  if (!hasSize) return
  context.font = labelFont
  context.textAlign = 'right'
  context.fillText(size, cell.x + cell.width - 6, cell.y + 12.5)
}

const signPx = 12
const signRoomPx = 18

/** In the upper right corner, or alone in the middle of a cell too small for words. */
function paintSign<Node extends MapNode>(cell: TreemapCell<Node>, { context, palette, look }: Brush<Node>): boolean {
  const isLarge = cell.width >= 50 && cell.height >= 18
  const sign = cell.width < signPx + 2 || cell.height < signPx + 2 ? undefined : look.sign?.(cell)
  if (sign === undefined) return false
  context.save()
  if (isLarge) context.translate(cell.x + cell.width - signPx - 4, cell.y + 4)
  else context.translate(cell.x + (cell.width - signPx) / 2, cell.y + (cell.height - signPx) / 2)
  context.scale(signPx / 24, signPx / 24)
  context.lineWidth = 2.6
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.strokeStyle = palette.label
  context.fillStyle = palette.label
  if (sign.isFilled) context.fill(sign.path)
  else context.stroke(sign.path)
  context.restore()
  return true
}

function paintLabel(context: CanvasRenderingContext2D, cell: TreemapCell, palette: Palette, signRoom: number): void {
  if (cell.width < 22 || cell.height < 18) return
  const room = Math.floor((cell.width - 10 - signRoom) / characterPx)
  const label = labelOf(cell)
  // A name cut to a few letters tells nothing.
  if (label.length > room && (cell.node.type === 'rest' || cell.width < 50)) return
  context.font = cell.node.type === 'folder' ? titleFont : labelFont
  context.textAlign = 'left'
  context.fillStyle = palette.label
  context.fillText(cutMiddle(label, room), cell.x + 5, cell.y + 13)
  if (cell.height < 34 || cell.width < 56) return
  context.font = labelFont
  context.fillStyle = palette.labelDim
  context.fillText(formatSize(cell.node.sizeBytes), cell.x + 5, cell.y + 27)
}

function paintCell<Node extends MapNode>(cell: TreemapCell<Node>, brush: Brush<Node>): void {
  const { context, palette } = brush
  // A folder too small for a title is told by what is in it: a frame would only be noise.
  if (cell.isFrame && cell.titleHeight === 0) return
  roundRect(context, cell)
  context.fillStyle = fillOf(cell, brush)
  context.fill()
  if (cell.isFrame) {
    paintTitle(context, cell, palette)
    return
  }
  if (cell.node.type === 'entry' && cell.height > 6) paintGloss(context, cell, palette)
  paintLabel(context, cell, palette, paintSign(cell, brush) ? signRoomPx : 0)
}

/** Paints the map; the caller has scaled the context to CSS pixels. */
export function paintTreemap<Node extends MapNode>(
  context: CanvasRenderingContext2D,
  cells: readonly TreemapCell<Node>[],
  scheme: ColorScheme,
  look: MapLook<Node>,
): void {
  const brush = { context, palette: palettes[scheme], scheme, look }
  context.textBaseline = 'alphabetic'
  for (const cell of cells) if (cell.depth > 0) paintCell(cell, brush)
}

/** Outlines the cell under the pointer and the folders around it. */
export function paintHover(context: CanvasRenderingContext2D, cell: TreemapCell, scheme: ColorScheme): void {
  roundRect(context, cell)
  context.fillStyle = scheme === 'light' ? 'rgb(255 255 255 / 28%)' : 'rgb(255 255 255 / 14%)'
  if (!cell.isFrame) context.fill()
  context.lineWidth = 2
  context.strokeStyle = scheme === 'light' ? '#1a1b1e' : '#ffffff'
  context.stroke()
}
