import { escapeText } from '../../../shared/text/escape-name.ts'
import { digestReport } from '../digest-report.ts'
import { findingLine } from '../report-lines.ts'
import type { ReportModel } from '../report-model.ts'
import { FontSet } from './font-set.ts'
import { CountingPen, PdfPen } from './page-pen.ts'
import { writeBack } from './pdf-back.ts'
import { writeCover } from './pdf-cover.ts'
import { maxPrintedFindings, writeFindings } from './pdf-findings.ts'
import { PdfPaper } from './pdf-paper.ts'

/**
 * The report as PDF on A4, laid out twice: to count the pages, then to draw them one after another. Any script there is a
 * font for here is set (docs/reports.md); anything else is told as its code point. The same model gives the same bytes:
 * dates and ids come of its time of creation. Errors: `cancelled`.
 */
export async function* renderPdf(model: ReportModel, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const fonts = new FontSet()
  await fonts.prepare(listTexts(model))
  const title = `${model.summary.title} ${escapeText(model.summary.runId)}`.trim()
  const counter = new CountingPen()
  const counting = writePages(new PdfPaper(fonts, counter, title, 0), model, signal)
  while ((await counting.next()).done !== true);
  const pen = new PdfPen(fonts, title, new Date(model.createdUtc))
  const drawing = writePages(new PdfPaper(fonts, pen, title, counter.pageCount), model, signal)
  while ((await drawing.next()).done !== true) yield* readReady(pen.document)
  pen.document.end()
  for await (const chunk of pen.document) yield chunk as Buffer
}

/** Writes everything, with a rest between parts of it. */
async function* writePages(paper: PdfPaper, model: ReportModel, signal?: AbortSignal): AsyncGenerator<void> {
  writeCover(paper, model)
  yield* writeFindings(paper, model, signal)
  writeBack(paper, model, await digestReport(model, signal))
}

/** What of a document is done by now; without this, all of it would wait in memory. */
function* readReady(document: PDFKit.PDFDocument): Generator<Uint8Array> {
  for (let chunk: unknown = document.read(); chunk !== null; chunk = document.read()) yield chunk as Buffer
}

/** Everything that could need a font of its own. */
function* listTexts({ summary, findings, errors }: ReportModel): Generator<string> {
  yield JSON.stringify(summary)
  for (const error of errors) yield `${error.path} ${error.message}`
  const printed = Math.min(findings.length, maxPrintedFindings)
  for (let index = 0; index < printed; index += 1) yield findingLine(findings.at(index))
}
