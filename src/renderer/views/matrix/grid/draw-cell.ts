import type { CellState } from '../../../../shared/ipc/matrix-schemas.ts'
import { isHalfDone, type CellPhases } from '../../../stores/matrix/cell-table.ts'
import { hasProgress, lookOfRebuild, lookOfState } from '../state-look.tsx'
import { drawGlyph, drawRing } from './draw-glyph.ts'
import { colorOf } from './grid-colors.ts'
import { cornerOf, type CellWords } from './grid-geometry.ts'
import type { GridFrame } from './grid-scene.ts'

const dimmed = 0.28

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface DrawnCell {
  readonly frame: GridFrame
  readonly cell: number
  readonly state: CellState
  readonly phases: CellPhases | undefined
  readonly box: Box
}

function roundRect(context: CanvasRenderingContext2D, { x, y, width, height }: Box, radiusPx: number): void {
  context.beginPath()
  context.roundRect(x, y, width, height, radiusPx)
}

function inset({ x, y, width, height }: Box, byPx: number): Box {
  return { x: x + byPx, y: y + byPx, width: width - byPx * 2, height: height - byPx * 2 }
}

/** How filled a cell is by its state: what is not there yet stays empty. */
const fills: Readonly<Record<CellState, number>> = {
  done: 0.16,
  'done-elsewhere': 0.07,
  altered: 0.24,
  failed: 0.2,
  stopped: 0.12,
  building: 0.14,
  queued: 0.06,
  missing: 0,
}

function drawGround({ frame, state, box, cell }: DrawnCell): void {
  const { context, colors } = frame
  const radiusPx = Math.min(6, box.height / 5)
  roundRect(context, box, radiusPx)
  if (frame.chosen[cell] === 1) {
    context.fillStyle = colors.selected
    context.fill()
  }
  const isEmpty = state === 'missing' || state === 'queued'
  if (fills[state] > 0) {
    const before = context.globalAlpha
    context.globalAlpha = before * fills[state]
    context.fillStyle = colorOf(state, colors)
    context.fill()
    context.globalAlpha = before
  }
  if (!isEmpty && state !== 'done-elsewhere') return
  roundRect(context, inset(box, 0.5), radiusPx)
  context.strokeStyle = state === 'queued' ? colorOf(state, colors) : colors.lineStrong
  context.lineWidth = box.height < 18 ? 0.5 : 1
  if (state === 'queued') context.setLineDash([3, 2])
  context.stroke()
  context.setLineDash([])
}

const glyphShares: Readonly<Record<CellWords, number>> = { shape: 0.36, phase: 0.33, word: 0.3, card: 0.2 }

function glyphRadius(words: CellWords, { width, height }: Box): number {
  return Math.min(words === 'card' ? 13 : 9, Math.min(width, height) * glyphShares[words])
}

function drawState(drawn: DrawnCell, x: number, y: number, radiusPx: number): void {
  const { frame, state, phases } = drawn
  const { context, colors, detail } = frame
  const glyph = { context, x, y, radiusPx, color: colorOf(state, colors), surface: colors.surface }
  if (state === 'building') {
    drawRing(glyph, phases?.phasesDone ?? 0, detail.phases.length, frame.pulse)
    return
  }
  if (isHalfDone(state) && radiusPx >= 5) {
    drawRing(glyph, phases?.phasesDone ?? 0, detail.phases.length, null)
    drawGlyph(state, { ...glyph, radiusPx: radiusPx * 0.8 })
    return
  }
  drawGlyph(state, glyph)
}

/** "2/3" where a build is under way or stopped midway. */
function shortProgress({ state, phases, frame }: DrawnCell): string {
  if (phases === undefined || !hasProgress(state)) return ''
  return `${phases.phasesDone}/${frame.detail.phases.length}`
}

function write(drawn: DrawnCell, text: string, x: number, y: number, font: string, color: string): void {
  const { context, fitter } = drawn.frame
  context.font = font
  context.fillStyle = color
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.fillText(fitter.fit(context, text, drawn.box.x + drawn.box.width - x - 6), x, y)
}

function drawWithPhase(drawn: DrawnCell, radiusPx: number): void {
  const { box, frame } = drawn
  const text = shortProgress(drawn)
  const middleY = box.y + box.height / 2
  if (text === '') {
    drawState(drawn, box.x + box.width / 2, middleY, radiusPx)
    return
  }
  const x = box.x + 5 + radiusPx
  drawState(drawn, x, middleY, radiusPx)
  write(drawn, text, x + radiusPx + 4, middleY + 0.5, `11px ${frame.colors.font}`, frame.colors.text)
}

/** "done, rebuild failed". */
function wordOf({ state, phases }: DrawnCell): string {
  const { word } = lookOfState(state)
  return phases === undefined || phases.left === null ? word : `${word}, ${lookOfRebuild(phases.left).word}`
}

function drawWithWord(drawn: DrawnCell, radiusPx: number): void {
  const { box, frame, state } = drawn
  const middleY = box.y + box.height / 2
  const x = box.x + 8 + radiusPx
  drawState(drawn, x, middleY, radiusPx)
  const progress = shortProgress(drawn)
  const text = progress === '' ? wordOf(drawn) : `${progress} ${drawn.phases?.phase ?? ''}`
  const color = state === 'missing' ? frame.colors.textDim : frame.colors.text
  write(drawn, text, x + radiusPx + 6, middleY + 0.5, `12px ${frame.colors.font}`, color)
}

function drawAsCard(drawn: DrawnCell, radiusPx: number): void {
  const { box, frame, state, phases, cell } = drawn
  const { colors, notes } = frame
  const x = box.x + 14 + radiusPx
  const middleY = box.y + box.height / 2
  drawState(drawn, x, middleY, radiusPx)
  const textX = x + radiusPx + 11
  const progress = shortProgress(drawn)
  const { word } = lookOfState(state)
  const rebuild = phases === undefined || phases.left === null ? undefined : lookOfRebuild(phases.left).word
  const below = progress === '' ? (rebuild ?? notes.get(cell)) : (phases?.phase ?? undefined)
  const wordY = below === undefined ? middleY : middleY - 9
  const color = state === 'missing' ? colors.textDim : colors.text
  write(drawn, progress === '' ? word : `${word} ${progress}`, textX, wordY + 0.5, `500 13px ${colors.font}`, color)
  if (below !== undefined) write(drawn, below, textX, middleY + 9.5, `12px ${colors.font}`, colors.textDim)
}

function drawChoice({ frame, cell, box }: DrawnCell): void {
  const { context, colors } = frame
  if (frame.chosen[cell] !== 1) return
  roundRect(context, inset(box, 0.75), Math.min(6, box.height / 5))
  context.strokeStyle = colors.accent
  context.lineWidth = 1.5
  context.stroke()
}

const markShare = 0.36

/** A corner of its own colour, filled or not: whatever is there, its last rebuild came to nothing. */
function drawRebuild({ frame, phases, box }: DrawnCell): void {
  if (phases === undefined || phases.left === null) return
  const { context, colors } = frame
  const sizePx = Math.min(11, Math.max(5, box.height * markShare))
  const insetPx = box.height < 18 ? 0.5 : 2
  const [right, top] = [box.x + box.width - insetPx, box.y + insetPx]
  context.beginPath()
  context.moveTo(right - sizePx, top)
  context.lineTo(right, top)
  context.lineTo(right, top + sizePx)
  context.closePath()
  context.fillStyle = phases.left === 'failed' ? colors.tones.bad : colors.surface
  context.fill()
  if (phases.left === 'failed') return
  context.strokeStyle = colors.textDim
  context.lineWidth = 1
  context.stroke()
}

function drawInside(drawn: DrawnCell, words: CellWords): void {
  const { box } = drawn
  drawGround(drawn)
  const radiusPx = glyphRadius(words, box)
  if (words === 'shape') drawState(drawn, box.x + box.width / 2, box.y + box.height / 2, radiusPx)
  else if (words === 'phase') drawWithPhase(drawn, radiusPx)
  else if (words === 'word') drawWithWord(drawn, radiusPx)
  else drawAsCard(drawn, radiusPx)
  drawRebuild(drawn)
}

/** Draws one cell with its upper left corner at a point, over whatever was there. */
function drawAt(frame: GridFrame, cell: number, x: number, y: number): void {
  const { context, geometry, table, passes, colors } = frame
  const { cellWidthPx: width, cellHeightPx: height, words } = geometry
  context.fillStyle = colors.surface
  context.fillRect(x, y, width, height)
  const box = inset({ x, y, width, height }, width < 18 ? 0.75 : words === 'card' ? 3 : 1.5)
  const drawn: DrawnCell = { frame, cell, state: table.stateAt(cell), phases: table.phasesAt(cell), box }
  context.globalAlpha = isDimmed(passes, cell) ? dimmed : 1
  drawInside(drawn, words)
  context.globalAlpha = 1
  drawChoice(drawn)
}

function isDimmed(passes: Uint8Array | null, cell: number): boolean {
  return passes !== null && passes[cell] === 0
}

const pulseSteps = 12

/** What small cells that look the same have in common; undefined for those that are drawn one by one. */
function spriteKey({ geometry, table, passes, chosen, pulse }: GridFrame, cell: number): string | undefined {
  if (geometry.words !== 'shape' && geometry.words !== 'phase') return undefined
  const state = table.codeAt(cell)
  const phasesDone = table.phasesAt(cell)?.phasesDone ?? -1
  const step = table.stateAt(cell) === 'building' ? Math.round(pulse * pulseSteps) : 0
  return `${state},${table.leftAt(cell)},${phasesDone},${step},${chosen[cell] === 1 ? 1 : 0},${isDimmed(passes, cell) ? 1 : 0}`
}

/** Draws one cell; true where it goes on moving. */
export function drawCell(frame: GridFrame, row: number, column: number): boolean {
  const { context, geometry, table, sprites } = frame
  const cell = table.cellAt(row, column)
  const { x, y } = cornerOf(geometry, frame.offset, row, column)
  const key = spriteKey(frame, cell)
  if (key === undefined) drawAt(frame, cell, x, y)
  else {
    const sprite = sprites.get(key, geometry, (context) => drawAt({ ...frame, context }, cell, 0, 0))
    context.drawImage(sprite, x, y, geometry.cellWidthPx, geometry.cellHeightPx)
  }
  return table.stateAt(cell) === 'building'
}

/** Marks the active cell. */
export function drawActive(frame: GridFrame): void {
  const { context, colors, geometry, table, offset, active, hasFocus } = frame
  if (table.cellCount === 0) return
  const { row, column } = table.placeOf(active)
  const corner = cornerOf(geometry, offset, row, column)
  const { cellWidthPx: width, cellHeightPx: height, words } = geometry
  const box = inset({ ...corner, width, height }, words === 'card' ? 2.5 : 1)
  roundRect(context, box, Math.min(6, height / 5) + 1)
  context.strokeStyle = hasFocus ? colors.accent : colors.textFaint
  context.lineWidth = hasFocus ? 2.5 : 1.5
  context.stroke()
}
