import { digestReport } from './digest-report.ts'
import { errorLine, findingLine, headLine, summaryLine } from './report-lines.ts'
import type { ReportModel } from './report-model.ts'

/**
 * The report as one JSON document (docs/report.schema.json): head, summary, a line for each finding and error, digests.
 * The HTML report holds the very same bytes. Errors: `cancelled`.
 */
export async function* renderJson(model: ReportModel, signal?: AbortSignal): AsyncGenerator<string> {
  const digests = await digestReport(model, signal)
  yield `${headLine(model.createdUtc)}\n"summary":${summaryLine(model.summary)},\n"findings":[\n`
  const { length } = model.findings
  for (let index = 0; index < length; index += 1) {
    yield `${findingLine(model.findings.at(index))}${index === length - 1 ? '' : ','}\n`
  }
  yield '],\n"errors":[\n'
  for (const [index, error] of model.errors.entries()) {
    yield `${errorLine(error)}${index === model.errors.length - 1 ? '' : ','}\n`
  }
  yield `],\n"digests":${JSON.stringify(digests)}}\n`
}
