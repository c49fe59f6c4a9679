import type { LineTotal } from '../../../stores/matrix/cell-table.ts'
import { formatCount } from '../../../format/quantity.ts'
import { describeCost } from '../cost-words.ts'
import { cornerOf } from './grid-geometry.ts'
import type { GridFrame } from './grid-scene.ts'

interface Line {
  readonly x: number
  readonly y: number
  readonly width: number
}

function drawBar({ context, colors }: GridFrame, { x, y, width }: Line, { doneCount, cellCount }: LineTotal): void {
  context.fillStyle = colors.line
  context.beginPath()
  context.roundRect(x, y, width, 3, 1.5)
  context.fill()
  if (doneCount === 0 || cellCount === 0) return
  context.fillStyle = colors.bar
  context.beginPath()
  context.roundRect(x, y, Math.max(2, (width * doneCount) / cellCount), 3, 1.5)
  context.fill()
}

function totalWords({ doneCount, cellCount }: LineTotal): string {
  return `${formatCount(doneCount)}/${formatCount(cellCount)}`
}

function text(frame: GridFrame, font: string, color: string, align: CanvasTextAlign = 'left'): void {
  const { context } = frame
  context.font = font
  context.fillStyle = color
  context.textAlign = align
  context.textBaseline = 'middle'
}

/** One line: the name, its cost, and how much of the row is done. */
function drawThinRow(frame: GridFrame, row: number, y: number): void {
  const { context, colors, geometry, detail, table, fitter } = frame
  const { cellHeightPx: height, rowHeaderPx: width, hasRowBar, hasRowCost } = geometry
  const input = detail.inputs[row]
  if (input === undefined) return
  const size = height < 15 ? 9 : height < 19 ? 11 : 12
  const middleY = y + height / 2
  const total = table.rowTotal(row)
  const right = width - 10
  const barPx = hasRowBar ? 34 : 0
  if (hasRowBar) drawBar(frame, { x: right - barPx, y: middleY - 1.5, width: barPx }, total)
  text(frame, `${size}px ${colors.font}`, colors.textDim, 'right')
  const words = height < 15 ? '' : totalWords(total)
  const totalPx = context.measureText(`${formatCount(total.cellCount)}/${formatCount(total.cellCount)}`).width
  const totalRight = right - barPx - (hasRowBar ? 6 : 0)
  context.fillText(words, totalRight, middleY + 0.5)
  const costRight = totalRight - (words === '' ? 0 : totalPx + 10)
  const cost = describeCost(input.cost, input.costUnit, true)
  text(frame, `${size}px ${colors.font}`, colors.textFaint, 'right')
  const costPx = !hasRowCost ? 0 : context.measureText(cost).width
  if (costPx > 0) context.fillText(cost, costRight, middleY + 0.5)
  text(frame, `${size}px ${colors.font}`, colors.text)
  const room = costRight - (costPx > 0 ? costPx + 8 : 0) - 14
  context.fillText(fitter.fit(context, input.label, room), 14, middleY + 0.5)
}

/** Two lines: the name above its cost and the total. */
function drawTallRow(frame: GridFrame, row: number, y: number): void {
  const { context, colors, geometry, detail, table, fitter } = frame
  const { cellHeightPx: height, rowHeaderPx: width } = geometry
  const input = detail.inputs[row]
  if (input === undefined) return
  const middleY = y + height / 2
  const total = table.rowTotal(row)
  text(frame, `500 13px ${colors.font}`, colors.text)
  context.fillText(fitter.fit(context, input.label, width - 28), 14, middleY - 12)
  text(frame, `12px ${colors.font}`, colors.textDim)
  context.fillText(fitter.fit(context, describeCost(input.cost, input.costUnit), width - 76), 14, middleY + 5)
  text(frame, `12px ${colors.font}`, colors.textDim, 'right')
  context.fillText(totalWords(total), width - 14, middleY + 5)
  drawBar(frame, { x: 14, y: middleY + 17, width: width - 28 }, total)
}

export function drawRowHeader(frame: GridFrame, row: number): void {
  const { context, colors, geometry, offset, hovered } = frame
  const { y } = cornerOf(geometry, offset, row, 0)
  const isMeant = hovered.row === row || frame.table.placeOf(frame.active).row === row
  context.fillStyle = isMeant ? colors.hover : colors.surface
  context.fillRect(0, y, geometry.rowHeaderPx, geometry.cellHeightPx)
  if (geometry.cellHeightPx >= 48) drawTallRow(frame, row, y)
  else drawThinRow(frame, row, y)
}

function drawFlatColumn(frame: GridFrame, column: number, x: number): void {
  const { context, colors, geometry, detail, table, fitter } = frame
  const { cellWidthPx: width } = geometry
  const param = detail.params[column]
  if (param === undefined) return
  const total = table.columnTotal(column)
  const pad = width < 110 ? 6 : 10
  text(frame, `500 13px ${colors.font}`, colors.text)
  context.fillText(fitter.fit(context, param.label, width - pad * 2), x + pad, 14)
  text(frame, `12px ${colors.font}`, colors.textDim)
  const totals = totalWords(total)
  const totalsPx = context.measureText(totals).width
  const room = width - pad * 2 - totalsPx - 6
  const cost = describeCost(param.cost, 'given')
  const hasRoom = context.measureText(cost).width <= room
  context.fillText(fitter.fit(context, hasRoom ? cost : describeCost(param.cost, 'given', true), room), x + pad, 32)
  context.textAlign = 'right'
  context.fillText(totals, x + width - pad, 32)
  drawBar(frame, { x: x + pad, y: 45, width: width - pad * 2 }, total)
}

function drawUprightColumn(frame: GridFrame, column: number, x: number): void {
  const { context, colors, geometry, detail, table, fitter } = frame
  const { cellWidthPx: width, columnHeaderPx: height } = geometry
  const param = detail.params[column]
  if (param === undefined) return
  const footPx = width < 44 ? 14 : 24
  const room = height - footPx - 8
  const hasCost = width >= 32
  context.save()
  context.translate(x + width / 2, height - footPx)
  context.rotate(-Math.PI / 2)
  const size = width < 15 ? 9 : width < 19 ? 11 : 12
  text(frame, `${size}px ${colors.font}`, colors.text)
  context.fillText(fitter.fit(context, param.label, room), 0, hasCost ? -7 : 0.5)
  if (hasCost) {
    text(frame, `11px ${colors.font}`, colors.textDim)
    context.fillText(fitter.fit(context, describeCost(param.cost, 'given', true), room), 0, 8)
  }
  context.restore()
  const total = table.columnTotal(column)
  drawBar(frame, { x: x + 2, y: height - 6, width: width - 4 }, total)
  if (width < 44) return
  text(frame, `10px ${colors.font}`, colors.textDim, 'center')
  context.fillText(totalWords(total), x + width / 2, height - 12)
}

export function drawColumnHeader(frame: GridFrame, column: number): void {
  const { context, colors, geometry, offset, hovered } = frame
  const { x } = cornerOf(geometry, offset, 0, column)
  const isMeant = hovered.column === column || frame.table.placeOf(frame.active).column === column
  context.fillStyle = isMeant ? colors.hover : colors.surface
  context.fillRect(x, 0, geometry.cellWidthPx, geometry.columnHeaderPx)
  if (geometry.isUpright) drawUprightColumn(frame, column, x)
  else drawFlatColumn(frame, column, x)
}

/** Where both headers meet: the total of all. */
export function drawCorner(frame: GridFrame): void {
  const { context, colors, geometry, table } = frame
  const { rowHeaderPx: width, columnHeaderPx: height } = geometry
  context.fillStyle = colors.surface
  context.fillRect(0, 0, width, height)
  const total = { doneCount: table.doneCount, cellCount: table.cellCount }
  text(frame, `500 13px ${colors.font}`, colors.text)
  context.fillText(`${totalWords(total)} done`, 14, height - 44)
  text(frame, `12px ${colors.font}`, colors.textDim)
  context.fillText(`${formatCount(table.rowCount)} × ${formatCount(table.columnCount)}`, 14, height - 26)
  drawBar(frame, { x: 14, y: height - 13, width: width - 28 }, total)
}
