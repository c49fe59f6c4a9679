import { setImmediate as yieldToLoop } from 'node:timers/promises'
import type { Finding } from '../../../shared/model/verdict.ts'
import { escapeText } from '../../../shared/text/escape-name.ts'
import { formatCount } from '../../../shared/text/quantities.ts'
import { wordOfVerdict } from '../../../shared/text/verdict-words.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { pickDigests, type ShownDigest } from '../compared-digests.ts'
import type { ReportModel } from '../report-model.ts'
import { describeSides, showFromPath, showPath } from '../shown-text.ts'
import { lookOf } from '../verdict-looks.ts'
import { drawVerdictMark } from './pdf-cover.ts'
import { contentWidth, ink, margin, type PdfPaper, type TextLook } from './pdf-paper.ts'
import type { SetLine } from './wrap-text.ts'

/** Findings on paper; beyond this a reader wants the CSV or the JSON. */
export const maxPrintedFindings = 10_000

const verdictWidth = 92
const bodyX = margin + verdictWidth
const bodyWidth = contentWidth - verdictWidth
const findingsAtOnce = 50
const pathLook: TextLook = { size: 8, style: 'exact' }
const evidenceLook: TextLook = { size: 8 }
const sideLook: TextLook = { size: 7.5, colour: ink.dim }
const digestLook: TextLook = { size: 7, style: 'exact', colour: ink.dim }

interface BodyLine {
  readonly line: SetLine
  readonly look: TextLook
}

/** The findings as a table whose heading is repeated on every page; rests now and then. Errors: `cancelled`. */
export async function* writeFindings(paper: PdfPaper, model: ReportModel, signal?: AbortSignal): AsyncGenerator<void> {
  const { findings, summary } = model
  const { note } = summary.findingExtent
  if (findings.length === 0 && note === null && summary.left === null) return
  paper.beginPage()
  paper.y -= 20
  paper.writeHeading('Findings')
  if (note !== null) paper.write(escapeText(note), { size: 8.5, colour: ink.dim })
  const printed = Math.min(findings.length, maxPrintedFindings)
  if (printed < findings.length) {
    const text = `The first ${formatCount(printed)} of ${formatCount(findings.length)}: the JSON, the CSV and the HTML report of this run hold the rest.`
    paper.write(text, { size: 8.5, colour: ink.dim })
  }
  if (findings.length === 0) {
    if (note === null) paper.write('None.', { size: 9 })
    return
  }
  paper.y += 4
  writeTableHeading(paper)
  paper.onNewPage = () => writeTableHeading(paper)
  for (let index = 0; index < printed; index += 1) {
    if (index % findingsAtOnce === 0) {
      throwIfCancelled(signal, 'make report')
      await yieldToLoop()
      yield
    }
    writeFinding(paper, findings.at(index))
  }
  paper.onNewPage = null
}

function writeTableHeading(paper: PdfPaper): void {
  const look: TextLook = { size: 8, style: 'bold', colour: ink.dim }
  paper.pen.fillBox(margin, paper.y, contentWidth, 17, ink.soft)
  paper.drawText('Verdict', margin + 6, paper.y + 3, verdictWidth, look)
  paper.drawText('Path, evidence, and what either side states', bodyX, paper.y + 3, bodyWidth, look)
  paper.y += 21
}

function writeFinding(paper: PdfPaper, finding: Finding): void {
  const lines = listBodyLines(paper, finding)
  const height = lines.reduce((sum, { look }) => sum + paper.lineHeight(look), 0)
  // A finding stays on one page, unless it is longer than a page should be.
  paper.needRoom(Math.min(height, 300) + 4)
  drawVerdict(paper, finding)
  for (const { line, look } of lines) {
    paper.needRoom(paper.lineHeight(look))
    paper.drawLine(line, bodyX, paper.y, look)
    paper.y += paper.lineHeight(look)
  }
  paper.y += 3
  paper.drawRule(paper.y)
  paper.y += 4
}

function drawVerdict(paper: PdfPaper, { verdict, group }: Finding): void {
  drawVerdictMark(paper, verdict, margin + 2, paper.y)
  const look: TextLook = {
    size: 7.5,
    colour: lookOf(verdict).colour,
    style: verdict === 'suspected-corruption' ? 'bold' : 'text',
  }
  const word = group === undefined ? wordOfVerdict(verdict) : `${wordOfVerdict(verdict)}, group ${group}`
  paper.drawText(word, margin + 17, paper.y, verdictWidth - 23, look)
}

function listBodyLines(paper: PdfPaper, finding: Finding): BodyLine[] {
  const from = showFromPath(finding)
  const texts: [string | undefined, TextLook][] = [
    [showPath(finding), pathLook],
    [from === undefined ? undefined : `from ${from}`, pathLook],
    [escapeText(finding.evidence), evidenceLook],
    ...describeSides(finding).map((text): [string, TextLook] => [text, sideLook]),
    ...listDigests(finding).map((text): [string, TextLook] => [text, digestLook]),
  ]
  return texts.flatMap(([text, look]) =>
    text === undefined ? [] : paper.wrap(text, bodyWidth, look).map((line) => ({ line, look })),
  )
}

/** A digest of each side on a line of its own, below each other, so that what differs in them is seen. */
function listDigests(finding: Finding): string[] {
  const { left, right } = pickDigests(finding)
  const show = (side: string, { algorithm, digest }: ShownDigest) => `${side} ${algorithm} ${digest}`
  if (left !== undefined && left.digest === right?.digest) return [show('both ', left)]
  return [...(left === undefined ? [] : [show('left ', left)]), ...(right === undefined ? [] : [show('right', right)])]
}
