import { IconAlertTriangle, IconFile, IconLink, IconPlug } from '@tabler/icons-react'
import type { EntryRow, FolderRow, TableRow } from '../../../shared/ipc/table-schemas.ts'
import { FolderLabel } from '../../components/folder-label.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { shortenDigest } from '../../format/digest.ts'
import { countOf, formatCount } from '../../format/quantity.ts'
import { escapeUnsafe } from '../../format/safe-text.ts'
import { formatColumnTime, formatUtc } from '../../format/time.ts'
import styles from './entry-cells.module.css'

interface Props {
  readonly row: TableRow
  readonly isTree: boolean
  readonly hasSizes: boolean
  readonly onToggle: () => void
}

function EntryIcon({ row }: { readonly row: EntryRow }) {
  if (row.error !== null) return <IconAlertTriangle size={15} className={styles.bad} aria-label="error" />
  if (row.kind === 'symlink') return <IconLink size={15} className={styles.icon} aria-label="symlink" />
  if (row.kind === 'special') return <IconPlug size={15} className={styles.icon} aria-label="special" />
  return <IconFile size={15} className={styles.icon} aria-hidden />
}

function EntryName({ row, isTree }: { readonly row: EntryRow; readonly isTree: boolean }) {
  return (
    <>
      {isTree && <span className={styles.noChevron} />}
      <EntryIcon row={row} />
      <PathText path={isTree ? row.name : row.path} />
      {row.target !== null && (
        <span className={styles.note} title={escapeUnsafe(row.target)}>
          → <SafeText text={row.target} />
        </span>
      )}
      {row.error !== null && (
        <span className={styles.error} title={row.error.message}>
          {row.error.code}
        </span>
      )}
    </>
  )
}

function FolderName({ row, onToggle }: { readonly row: FolderRow; readonly onToggle: () => void }) {
  return (
    <>
      <FolderLabel name={row.name} isExpanded={row.isExpanded} onToggle={onToggle} />
      <span className={styles.note}>{formatCount(row.entryCount)}</span>
      {row.errorCount > 0 && <span className={styles.error}>{countOf(row.errorCount, 'error')}</span>}
    </>
  )
}

function TimeCell({ modifiedUtc }: { readonly modifiedUtc: string | null }) {
  if (modifiedUtc === null) return <span className={styles.faint}>–</span>
  return (
    <time dateTime={modifiedUtc} title={formatUtc(modifiedUtc)}>
      {formatColumnTime(modifiedUtc)}
    </time>
  )
}

export function EntryCells({ row, isTree, hasSizes, onToggle }: Props) {
  const isFolder = row.type === 'folder'
  return (
    <>
      <span
        role="gridcell"
        className={styles.name}
        data-folder={isFolder || undefined}
        style={isTree ? { paddingLeft: row.depth * 16 } : undefined}
      >
        {isFolder ? <FolderName row={row} onToggle={onToggle} /> : <EntryName row={row} isTree={isTree} />}
      </span>
      <span role="gridcell" className={styles.size} data-folder={isFolder || undefined}>
        <SizeText sizeBytes={!hasSizes ? null : isFolder ? row.totalSizeBytes : row.sizeBytes} />
      </span>
      <span role="gridcell" data-wide className={styles.time}>
        {isFolder ? '' : <TimeCell modifiedUtc={row.modifiedUtc} />}
      </span>
      <span role="gridcell" data-wide className={`mono ${styles.digest}`}>
        {isFolder ? (
          ''
        ) : row.digest === null ? (
          <span className={styles.faint}>–</span>
        ) : (
          <span title={row.digest}>{shortenDigest(row.digest)}</span>
        )}
      </span>
    </>
  )
}
