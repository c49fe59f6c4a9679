import { toFindingJson } from '../../shared/json/entry-json.ts'
import type { ScanError } from '../../shared/model/run.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { toSnakeKeys } from '../workspace/snake-keys.ts'
import type { ReportSummary } from './report-model.ts'

/** JSON that can stand within a script element of HTML: no `<`, and so no end tag and no comment. */
function toInertJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`)
}

/** The line that a summary's digest is of, without its key, comma and newline. */
export function summaryLine(summary: ReportSummary): string {
  return toInertJson(toSnakeKeys(summary))
}

export function findingLine(finding: Finding): string {
  return toInertJson(toFindingJson(finding))
}

export function errorLine(error: ScanError): string {
  return toInertJson({ path: error.path, code: error.code, message: error.message })
}

/** The first line of the JSON, which is under no digest. */
export function headLine(createdUtc: string): string {
  return `{"format":"assay-report","version":1,"created_utc":${toInertJson(createdUtc)},`
}
