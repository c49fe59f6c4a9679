import { escapeTableCell } from '../../../engine/index.ts'
import type { RecordRow } from '../../../shared/ipc/pipeline-schemas.ts'

const heading = ['time', 'process', 'path', 'source', 'dataset', 'version', 'size_bytes', 'state', 'sha256']

/** Records as tab-separated lines with a heading, to be pasted into a sheet or a mail. */
export function copyRecords(rows: readonly RecordRow[]): string {
  const lines = rows.map((row) => toCells(row).map(escapeTableCell).join('\t'))
  return `${[heading.join('\t'), ...lines].join('\n')}\n`
}

function toCells({ timeMs, process, path, source, dataset, version, sizeBytes, state, checksum }: RecordRow): string[] {
  const time = new Date(timeMs).toISOString()
  return [time, process, path, source ?? '', dataset ?? '', version, String(sizeBytes ?? ''), state, checksum]
}
