import type { ReportFormat } from '../../shared/model/report.ts'
import { writeChunks, type WrittenFile } from '../atomic/write-chunks.ts'
import type { RunControl } from '../run/run-control.ts'
import { renderReport } from './render-report.ts'
import type { ReportModel } from './report-model.ts'

interface WriteChoices extends Pick<RunControl, 'signal'> {
  readonly isReplacing?: boolean | undefined
}

/**
 * Writes a report so that it appears under its name only when it is whole and on disk. Errors: `cancelled`, and those of
 * a durable write; then an older file of that name stands as it was. With `isReplacing`
 * false it stands in any case: `already-exists`.
 */
export function writeReport(
  model: ReportModel,
  format: ReportFormat,
  target: string,
  { signal, isReplacing }: WriteChoices = {},
): Promise<WrittenFile> {
  return writeChunks(target, renderReport(model, format, signal), isReplacing)
}
