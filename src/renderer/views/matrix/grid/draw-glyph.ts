import type { CellState } from '../../../../shared/ipc/matrix-schemas.ts'

/** What a state's shape is drawn with. */
export interface Glyph {
  readonly context: CanvasRenderingContext2D
  readonly x: number
  readonly y: number
  readonly radiusPx: number
  readonly color: string
  readonly surface: string
}

const turn = Math.PI * 2
const top = -Math.PI / 2
const mostSegments = 12

function stroke({ context, color, radiusPx }: Glyph, points: readonly (readonly [number, number])[]): void {
  context.strokeStyle = color
  context.lineWidth = Math.max(1.25, radiusPx * 0.24)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.beginPath()
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
  context.stroke()
}

function drawCheck(glyph: Glyph): void {
  const { x, y, radiusPx: r } = glyph
  stroke(glyph, [
    [x - r * 0.55, y + r * 0.02],
    [x - r * 0.15, y + r * 0.42],
    [x + r * 0.58, y - r * 0.42],
  ])
}

function drawCross(glyph: Glyph, scale: number): void {
  const { x, y } = glyph
  const r = glyph.radiusPx * scale
  stroke(glyph, [
    [x - r, y - r],
    [x + r, y + r],
  ])
  stroke(glyph, [
    [x + r, y - r],
    [x - r, y + r],
  ])
}

function drawPause({ context, x, y, radiusPx: r, color }: Glyph): void {
  context.fillStyle = color
  const width = Math.max(1.25, r * 0.26)
  const height = Math.max(4, r * 0.84)
  for (const side of [-1, 1]) {
    context.fillRect(x + side * Math.max(1.25, r * 0.26) - width / 2, y - height / 2, width, height)
  }
}

function drawTriangle({ context, x, y, radiusPx: r, color, surface }: Glyph): void {
  context.fillStyle = color
  context.beginPath()
  context.moveTo(x, y - r * 0.9)
  context.lineTo(x + r * 0.95, y + r * 0.75)
  context.lineTo(x - r * 0.95, y + r * 0.75)
  context.closePath()
  context.fill()
  context.fillStyle = surface
  const half = Math.max(0.6, r * 0.12)
  context.fillRect(x - half, y - r * 0.3, half * 2, r * 0.5)
  context.fillRect(x - half, y + r * 0.36, half * 2, half * 2)
}

function drawDots({ context, x, y, radiusPx: r, color }: Glyph): void {
  context.fillStyle = color
  for (const at of [-1, 0, 1]) {
    context.beginPath()
    context.arc(x + at * r * 0.6, y, Math.max(1, r * 0.17), 0, turn)
    context.fill()
  }
}

function drawDot({ context, x, y, radiusPx: r, color }: Glyph): void {
  context.fillStyle = color
  context.beginPath()
  context.arc(x, y, Math.max(1, r * 0.16), 0, turn)
  context.fill()
}

function drawBrokenCircle({ context, x, y, radiusPx, color }: Glyph): void {
  context.strokeStyle = color
  context.lineWidth = 1
  context.setLineDash([radiusPx * 0.5, radiusPx * 0.35])
  context.beginPath()
  context.arc(x, y, radiusPx * 0.95, 0, turn)
  context.stroke()
  context.setLineDash([])
}

/** A ring of a segment a phase: those that are done filled, the one that goes on marked by how far its pulse is. */
export function drawRing(glyph: Glyph, phasesDone: number, phaseCount: number, pulse: number | null): void {
  const { context, x, y, radiusPx, color } = glyph
  const count = Math.max(1, Math.min(phaseCount, mostSegments))
  const done = phaseCount > mostSegments ? (phasesDone / phaseCount) * count : phasesDone
  const gap = count === 1 ? 0 : Math.min(0.36, 2.2 / radiusPx / 2)
  context.lineWidth = Math.max(2, radiusPx * 0.26)
  context.lineCap = 'butt'
  context.strokeStyle = color
  const before = context.globalAlpha
  for (let segment = 0; segment < count; segment += 1) {
    const from = top + (turn * segment) / count + gap / 2
    const isRunning = pulse !== null && segment === Math.floor(done)
    context.globalAlpha = before * (segment < Math.floor(done) ? 1 : isRunning ? 0.3 + 0.6 * pulse : 0.22)
    context.beginPath()
    context.arc(x, y, radiusPx, from, from + turn / count - gap)
    context.stroke()
  }
  context.globalAlpha = before
}

/** The shape of a state: each tells itself from the others without its colour. */
export function drawGlyph(state: CellState, glyph: Glyph): void {
  if (state === 'done') drawCheck(glyph)
  else if (state === 'done-elsewhere') {
    drawBrokenCircle(glyph)
    drawCheck({ ...glyph, radiusPx: glyph.radiusPx * 0.75 })
  } else if (state === 'altered') drawTriangle(glyph)
  else if (state === 'queued') drawDots(glyph)
  else if (state === 'failed') drawCross(glyph, 0.42)
  else if (state === 'stopped') drawPause(glyph)
  else if (state === 'missing') drawDot(glyph)
  else drawRing(glyph, 0, 1, 1)
}
