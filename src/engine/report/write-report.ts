import type { ReportFormat } from '../../shared/model/report.ts'
import { writeChunks, type WrittenFile } from '../atomic/write-chunks.ts'
import type { RunControl } from '../run/run-control.ts'
import { renderReport } from './render-report.ts'
import type { ReportModel } from './report-model.ts'

/**
 * Writes a report so that it appears under its name only when it is whole and on disk. Errors: `cancelled`, and those of
 * a durable write; then an older file of that name stands as it was.
 */
export function writeReport(
  model: ReportModel,
  format: ReportFormat,
  target: string,
  control: Pick<RunControl, 'signal'> = {},
): Promise<WrittenFile> {
  return writeChunks(target, renderReport(model, format, control.signal))
}
