import type { ReportFormat } from '../../../shared/model/report.ts'
import { request } from '../../bridge/host.ts'
import type { ExportSubject } from '../../stores/dialog-store.ts'
import { useFileExport, type FileExport, type NewFile } from './use-file-export.ts'

function writeReport(subject: ExportSubject, format: ReportFormat, file: NewFile) {
  if (subject.type !== 'selection') return request('report.export', { subject, format, file })
  const { viewId, rows } = subject
  return request('comparison.export', { viewId, rows: rows && [...rows], format, file })
}

export function useReportExport(subject: ExportSubject, format: ReportFormat): FileExport {
  return useFileExport((file) => writeReport(subject, format, file))
}
