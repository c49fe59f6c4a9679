import type { ComparisonFolderRow, ComparisonRow } from '../../../../shared/ipc/comparison-schemas.ts'
import { SizeText } from '../../../components/size-text.tsx'
import { VerdictBadge } from '../../../components/verdict-badge.tsx'
import { formatBytes } from '../../../format/quantity.ts'
import { ChangeCells } from './change-cells.tsx'
import { formatDelta } from './entry-difference.ts'
import type { GridForm } from './grid-columns.ts'
import { EntryName, FolderName, GroupName } from './row-name.tsx'
import { SideCells } from './side-cells.tsx'
import styles from './cells.module.css'

function FolderSizes({ row, form }: { readonly row: ComparisonFolderRow; readonly form: GridForm }) {
  const { leftSizeBytes, rightSizeBytes } = row
  const isKnown = leftSizeBytes !== null && rightSizeBytes !== null
  const isChanged = isKnown && leftSizeBytes !== rightSizeBytes
  if (form === 'sides') {
    return (
      <>
        <span role="gridcell" className={styles.folderSize} data-changed={isChanged || undefined}>
          <SizeText sizeBytes={leftSizeBytes === 0 ? null : leftSizeBytes} />
        </span>
        <span role="gridcell" aria-colspan={2} className={styles.two} />
        <span role="gridcell" className={styles.folderSize} data-changed={isChanged || undefined}>
          <SizeText sizeBytes={rightSizeBytes === 0 ? null : rightSizeBytes} />
        </span>
        <span role="gridcell" aria-colspan={2} className={styles.two} />
      </>
    )
  }
  if (form === 'narrow') return null
  const title = isKnown ? `${formatBytes(leftSizeBytes)} → ${formatBytes(rightSizeBytes)}` : undefined
  return (
    <>
      <span role="gridcell" className={styles.folderSize}>
        <SizeText sizeBytes={rightSizeBytes === 0 ? null : rightSizeBytes} />
      </span>
      <span role="gridcell" className={styles.delta} title={isChanged ? title : undefined}>
        {isKnown && formatDelta(rightSizeBytes - leftSizeBytes)}
      </span>
    </>
  )
}

interface Props {
  readonly row: ComparisonRow
  readonly form: GridForm
  readonly isTree: boolean
  readonly onToggle: () => void
  readonly onJump: () => void
}

export function RowCells({ row, form, isTree, onToggle, onJump }: Props) {
  if (row.type === 'group') return <GroupName row={row} />
  if (row.type === 'folder') {
    return (
      <>
        <span className={form === 'sides' ? styles.plain : styles.wide} role="presentation">
          <FolderName row={row} onToggle={onToggle} />
        </span>
        <FolderSizes row={row} form={form} />
      </>
    )
  }
  const hasVerdict = !isTree && form !== 'narrow'
  return (
    <>
      {hasVerdict && (
        <span role="gridcell">
          <VerdictBadge verdict={row.verdict} />
        </span>
      )}
      <EntryName row={row} isTree={isTree} hasIcon={!hasVerdict} />
      {form === 'sides' ? (
        <SideCells row={row} isTree={isTree} onJump={onJump} />
      ) : (
        <ChangeCells row={row} isTree={isTree} isNarrow={form === 'narrow'} onJump={onJump} />
      )}
    </>
  )
}
