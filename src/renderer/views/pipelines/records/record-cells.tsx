import { IconCopy } from '@tabler/icons-react'
import type { RecordRow } from '../../../../shared/ipc/pipeline-schemas.ts'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { SizeText } from '../../../components/size-text.tsx'
import { shortenDigest } from '../../../format/digest.ts'
import { escapeUnsafe } from '../../../format/safe-text.ts'
import { formatColumnTime, formatUtc } from '../../../format/time.ts'
import { FileStateBadge } from '../looks/file-state.tsx'
import { toUtc } from '../times.ts'
import type { RecordColumn } from './record-columns.ts'
import styles from './records.module.css'

function Time({ timeMs }: { readonly timeMs: number }) {
  const utc = toUtc(timeMs)
  return utc === null ? '–' : <span title={formatUtc(utc)}>{formatColumnTime(utc)}</span>
}

function Copies({ row }: { readonly row: RecordRow }) {
  if (row.copyCount < 2) return null
  return (
    <span className={styles.copies} title={`${row.copyCount} manifests record this content`}>
      <IconCopy size={12} aria-hidden />
      {row.copyCount}
      <span className="visually-hidden"> manifests record this content</span>
    </span>
  )
}

function Text({ text, hint = text }: { readonly text: string | null; readonly hint?: string | null }) {
  if (text === null || text === '') return <span className={styles.faint}>–</span>
  return (
    <span title={escapeUnsafe(hint ?? text)}>
      <SafeText text={text} />
    </span>
  )
}

function CellContent({ column, row }: { readonly column: RecordColumn; readonly row: RecordRow }) {
  switch (column) {
    case 'state':
      return <FileStateBadge state={row.state} />
    case 'time':
      return <Time timeMs={row.timeMs} />
    case 'path':
      return (
        <>
          <PathText path={row.path} isMono />
          <Copies row={row} />
        </>
      )
    case 'process':
      return <Text text={row.process} hint={`${row.process}, in ${row.manifestKey}`} />
    case 'source':
      return <Text text={row.source} />
    case 'version':
      return <Text text={row.version} />
    case 'size':
      return <SizeText sizeBytes={row.sizeBytes} />
    case 'checksum':
      return (
        <span className="mono" title={escapeUnsafe(row.checksum)}>
          {shortenDigest(row.checksum)}
        </span>
      )
  }
}

/** One record in the columns there is room for. */
export function RecordCells({ row, columns }: { readonly row: RecordRow; readonly columns: readonly RecordColumn[] }) {
  return columns.map((column) => (
    <span key={column} role="gridcell" className={styles[column]}>
      <CellContent column={column} row={row} />
    </span>
  ))
}
