import type { ReportFormat } from '../../shared/model/report.ts'
import { renderJson } from './render-json.ts'
import { renderMarkdown } from './render-markdown.ts'
import type { ReportModel } from './report-model.ts'
import { encodeInChunks } from './text-chunks.ts'

/**
 * A report's bytes, in chunks, made as they are asked for. The same model gives the same bytes. The renderings with
 * libraries or fonts of their own are loaded when first used. Errors: `cancelled`.
 */
export async function* renderReport(
  model: ReportModel,
  format: ReportFormat,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (format === 'pdf') yield* (await import('./pdf/render-pdf.ts')).renderPdf(model, signal)
  else yield* encodeInChunks(await renderText(model, format, signal), signal)
}

async function renderText(
  model: ReportModel,
  format: Exclude<ReportFormat, 'pdf'>,
  signal?: AbortSignal,
): Promise<AsyncGenerator<string>> {
  switch (format) {
    case 'csv':
      return (await import('./render-csv.ts')).renderCsv(model, signal)
    case 'html':
      return (await import('./html/render-html.ts')).renderHtml(model, signal)
    case 'md':
      return renderMarkdown(model, signal)
    case 'json':
      return renderJson(model, signal)
  }
}
