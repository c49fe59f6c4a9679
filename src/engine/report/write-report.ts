import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { ReportFormat } from '../../shared/model/report.ts'
import { openDurableFile } from '../atomic/durable-file.ts'
import type { RunControl } from '../run/run-control.ts'
import { renderReport } from './render-report.ts'
import type { ReportModel } from './report-model.ts'

export interface WrittenReport {
  /** Absolute. */
  readonly path: string
  readonly sizeBytes: number
  /** Hex, of the whole file. */
  readonly sha256: string
}

/**
 * Writes a report so that it appears under its name only when it is whole and on disk. Errors: `cancelled`, and those of
 * a durable write; then an older file of that name stands as it was.
 */
export async function writeReport(
  model: ReportModel,
  format: ReportFormat,
  target: string,
  control: Pick<RunControl, 'signal'> = {},
): Promise<WrittenReport> {
  const file = await openDurableFile(target)
  const hash = createHash('sha256')
  try {
    for await (const chunk of renderReport(model, format, control.signal)) {
      hash.update(chunk)
      await file.write(chunk)
    }
    await file.commit()
  } finally {
    await file.abort()
  }
  return { path: resolve(target), sizeBytes: file.bytesWritten, sha256: hash.digest('hex') }
}
