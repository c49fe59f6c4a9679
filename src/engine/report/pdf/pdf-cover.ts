import { escapeText } from '../../../shared/text/escape-name.ts'
import { formatCount } from '../../../shared/text/quantities.ts'
import { wordOfVerdict } from '../../../shared/text/verdict-words.ts'
import { listRunFacts, listSubjects, listVerdictCounts, type Fact, type VerdictCount } from '../report-facts.ts'
import type { ReportModel, ReportSummary } from '../report-model.ts'
import { toneOf, wordOfOutcome } from '../report-words.ts'
import { lookOf, toneDrawings } from '../verdict-looks.ts'
import { contentWidth, ink, margin, type PdfPaper, type TextLook } from './pdf-paper.ts'

const tones = {
  good: { colour: '#1a7338', soft: '#e9f6ed' },
  warn: { colour: '#8a5a00', soft: '#fdf4df' },
  bad: { colour: '#bb2033', soft: '#fdeced' },
} as const

/** The first page: how it ended, what was looked at, with what, and the counts as a picture. */
export function writeCover(paper: PdfPaper, model: ReportModel): void {
  const { summary } = model
  paper.y = 44
  paper.write('ASSAY', { size: 8.5, style: 'bold', colour: ink.dim })
  paper.y += 14
  paper.write(summary.title, { size: 25, style: 'bold' })
  paper.y += 10
  writeOutcome(paper, summary)
  for (const warning of summary.warnings) writeWarning(paper, escapeText(warning))
  for (const { title, facts } of listSubjects(summary)) writeFacts(paper, title, facts)
  writeFacts(paper, 'The run', listRunFacts(model))
  writeCounts(paper, listVerdictCounts(summary))
}

function writeOutcome(paper: PdfPaper, summary: ReportSummary): void {
  const tone = toneOf(summary)
  const { colour, soft } = tones[tone]
  const textX = margin + 58
  const width = contentWidth - 74
  const look: TextLook = { size: 9.5 }
  const text = escapeText(summary.conclusion)
  // A failure's message can be of any length; what does not fit into the box goes below it.
  const lines = paper.wrap(text, width, look)
  const height = 46 + Math.min(lines.length, 20) * paper.lineHeight(look)
  const { pen } = paper
  pen.fillBox(margin, paper.y, contentWidth, height, soft, 5)
  pen.fillCircle(margin + 30, paper.y + height / 2, 15, colour)
  pen.drawIcon(toneDrawings[tone], margin + 20, paper.y + height / 2 - 10, 20, {
    colour: '#ffffff',
    isFilled: false,
    lineWidth: 3,
  })
  paper.drawText(wordOfOutcome(summary), textX, paper.y + 14, width, { size: 14, style: 'bold', colour })
  for (const [index, line] of lines.slice(0, 20).entries()) {
    paper.drawLine(line, textX, paper.y + 35 + index * paper.lineHeight(look), look)
  }
  paper.y += height + 4
}

function writeWarning(paper: PdfPaper, warning: string): void {
  const look: TextLook = { size: 8.5 }
  paper.y += 6
  for (const [index, line] of paper.wrap(`Warning: ${warning}`, contentWidth - 16, look).entries()) {
    paper.needRoom(paper.lineHeight(look))
    paper.pen.fillBox(margin, paper.y - (index === 0 ? 1 : 0), 3, paper.lineHeight(look) + 1, tones.warn.colour)
    paper.drawLine(line, margin + 12, paper.y, look)
    paper.y += paper.lineHeight(look)
  }
}

const nameWidth = 84

/** "name   value" lines under a small heading. */
export function writeFacts(paper: PdfPaper, title: string, facts: readonly Fact[]): void {
  paper.y += 14
  paper.needRoom(40)
  paper.write(title, { size: 9.5, style: 'bold' })
  paper.y += 2
  paper.drawRule(paper.y)
  paper.y += 4
  for (const { name, value, isExact } of facts) {
    const look: TextLook = isExact ? { size: 8, style: 'exact' } : { size: 8.5 }
    paper.needRoom(14)
    paper.drawText(name, margin, paper.y, nameWidth - 8, { size: 8.5, colour: ink.dim })
    paper.write(value, look, margin + nameWidth)
    paper.y += 1.5
  }
}

const barHeight = 15
const leastWidth = 4

function writeCounts(paper: PdfPaper, counts: readonly VerdictCount[]): void {
  if (counts.length === 0) return
  paper.writeHeading('Counts', 90)
  const shown = counts.filter(({ verdict }) => verdict !== 'unchanged')
  if (shown.length > 0) drawBar(paper, shown)
  const columns = 3
  const cellWidth = contentWidth / columns
  for (let start = 0; start < counts.length; start += columns) {
    paper.needRoom(18)
    for (const [column, { verdict, count }] of counts.slice(start, start + columns).entries()) {
      const x = margin + column * cellWidth
      drawVerdictMark(paper, verdict, x, paper.y)
      paper.drawText(`${formatCount(count)} ${wordOfVerdict(verdict, count)}`, x + 16, paper.y, cellWidth - 20, {
        size: 9,
        colour: lookOf(verdict).colour,
        style: verdict === 'suspected-corruption' ? 'bold' : 'text',
      })
    }
    paper.y += 16
  }
}

function drawBar(paper: PdfPaper, counts: readonly VerdictCount[]): void {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const widths = counts.map(({ count }) => Math.max(leastWidth, (count / total) * contentWidth))
  const scale = contentWidth / widths.reduce((sum, width) => sum + width, 0)
  let x = margin
  for (const [index, { verdict }] of counts.entries()) {
    const width = (widths[index] ?? 0) * scale
    paper.pen.fillBox(x, paper.y, Math.max(1, width - 1.2), barHeight, lookOf(verdict).colour)
    x += width
  }
  paper.y += barHeight + 9
}

export function drawVerdictMark(paper: PdfPaper, verdict: string, x: number, y: number): void {
  const { drawing, isFilled, colour } = lookOf(verdict)
  paper.pen.drawIcon(drawing, x, y + 0.5, 11, { colour, isFilled: isFilled === true })
}
