import { IconBraces, IconFileTypeHtml, IconFileTypePdf, IconMarkdown, IconTable, type Icon } from '@tabler/icons-react'
import type { ReportFormat } from '../../../shared/model/report.ts'

interface FormatLook {
  readonly name: string
  readonly icon: Icon
  /** What it is for. */
  readonly use: string
}

export const formatLooks: Readonly<Record<ReportFormat, FormatLook>> = {
  html: { name: 'HTML', icon: IconFileTypeHtml, use: 'One page for anyone, checks itself offline' },
  pdf: { name: 'PDF', icon: IconFileTypePdf, use: 'To print, sign and file' },
  csv: { name: 'CSV', icon: IconTable, use: 'The findings as a table, for a spreadsheet' },
  json: { name: 'JSON', icon: IconBraces, use: 'Every fact, for programs' },
  md: { name: 'Markdown', icon: IconMarkdown, use: 'For a ticket, a review or a wiki' },
}
