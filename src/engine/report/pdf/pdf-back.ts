import { escapeName, escapeText } from '../../../shared/text/escape-name.ts'
import { formatCount } from '../../../shared/text/quantities.ts'
import type { ReportDigests } from '../digest-report.ts'
import { listSealFacts } from '../report-facts.ts'
import type { CheckStep, ReportModel } from '../report-model.ts'
import { writeFacts } from './pdf-cover.ts'
import { contentWidth, ink, margin, type PdfPaper, type TextLook } from './pdf-paper.ts'

/** What stands behind the findings: errors, seals, how to check, and the report's own digests. */
export function writeBack(paper: PdfPaper, { summary, errors }: ReportModel, digests: ReportDigests): void {
  if (errors.length > 0) {
    paper.writeHeading(`Errors (${formatCount(summary.errorExtent.total)})`)
    if (summary.errorExtent.note !== null) paper.write(summary.errorExtent.note, { size: 8.5, colour: ink.dim })
    for (const { path, code, message } of errors) {
      paper.needRoom(26)
      paper.write(escapeName(path), { size: 8, style: 'exact' })
      paper.write(escapeText(message.startsWith(code) ? message : `${code}: ${message}`), { size: 8, colour: ink.dim })
      paper.y += 3
    }
  }
  if (summary.seals.length > 0) {
    paper.y += 8
    writeFacts(paper, 'Seals', listSealFacts(summary))
  }
  paper.writeHeading('How to check this without Assay', 90)
  for (const step of summary.howToCheck) writeStep(paper, step)
  paper.y += 8
  writeFacts(
    paper,
    'Digests of the data in the JSON and HTML report of this run',
    Object.entries(digests).map(([name, value]) => ({ name, value, isExact: true })),
  )
}

const codeLook: TextLook = { size: 7, style: 'exact' }

function writeStep(paper: PdfPaper, { title, text, commands, expected }: CheckStep): void {
  paper.y += 8
  paper.needRoom(60)
  paper.write(title, { size: 9.5, style: 'bold' })
  paper.write(text, { size: 8.5 })
  paper.y += 3
  for (const command of commands) writeCode(paper, command)
  if (expected !== null) paper.write(`It answers ${escapeText(expected)}`, { size: 8, colour: ink.dim })
}

function writeCode(paper: PdfPaper, command: string): void {
  const shown = command.split('\n').map(escapeText).join('\n')
  const height = paper.lineHeight(codeLook)
  for (const line of paper.wrap(shown, contentWidth - 16, codeLook)) {
    paper.needRoom(height)
    paper.pen.fillBox(margin, paper.y, contentWidth, height + 0.4, ink.soft)
    paper.drawLine(line, margin + 8, paper.y, codeLook)
    paper.y += height
  }
  paper.y += 4
}
