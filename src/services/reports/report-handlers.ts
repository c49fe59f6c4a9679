import type { Handlers } from '../handlers.ts'
import type { Reports } from './reports.ts'

type ReportChannel = Extract<keyof Handlers, `report.${string}`>

/** Reports of runs and manifests, to look at and to keep. */
export function createReportHandlers(reports: Reports): Pick<Handlers, ReportChannel> {
  return {
    'report.preview': ({ subject, format }) => reports.preview(subject, format),
    'report.export': ({ subject, format, file }) => reports.export(subject, format, file),
  }
}
