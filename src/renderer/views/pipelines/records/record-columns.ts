import type { SortColumn } from '../../../stores/pipelines/record-query.ts'

export type RecordColumn = SortColumn | 'checksum'

interface ColumnLook {
  readonly label: string
  readonly width: string
  readonly isRight?: boolean
}

export const columnLooks: Readonly<Record<RecordColumn, ColumnLook>> = {
  state: { label: 'State', width: '100px' },
  time: { label: 'Time', width: '116px' },
  path: { label: 'File', width: 'minmax(120px, 3fr)' },
  process: { label: 'Process', width: 'minmax(60px, 96px)' },
  source: { label: 'Source', width: 'minmax(88px, 1.2fr)' },
  version: { label: 'Version', width: '56px' },
  size: { label: 'Size', width: '64px', isRight: true },
  checksum: { label: 'SHA-256', width: '66px' },
}

const narrow: readonly RecordColumn[] = ['state', 'path', 'size']
const medium: readonly RecordColumn[] = ['state', 'time', 'path', 'size']
const wide: readonly RecordColumn[] = ['state', 'time', 'path', 'process', 'version', 'size', 'checksum']
const whole: readonly RecordColumn[] = ['state', 'time', 'path', 'process', 'source', 'version', 'size', 'checksum']

/** The columns that fit: what is left out is in the panel of the record. */
export function columnsFor(widthPx: number): readonly RecordColumn[] {
  if (widthPx < 460) return narrow
  if (widthPx < 720) return medium
  return widthPx < 960 ? wide : whole
}

export function templateOf(columns: readonly RecordColumn[]): string {
  return columns.map((column) => columnLooks[column].width).join(' ')
}
