import type { ReportFormat } from '../../shared/model/report.ts'
import { renderJson } from './render-json.ts'
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
  yield* encodeInChunks(renderText(model, format, signal), signal)
}

function renderText(model: ReportModel, format: ReportFormat, signal?: AbortSignal): AsyncGenerator<string> {
  switch (format) {
    default:
      return renderJson(model, signal)
  }
}
