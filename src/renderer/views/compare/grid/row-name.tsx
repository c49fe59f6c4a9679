import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import type {
  ComparisonEntryRow,
  ComparisonFolderRow,
  ComparisonGroupRow,
} from '../../../../shared/ipc/comparison-schemas.ts'
import { FolderLabel } from '../../../components/folder-label.tsx'
import { PathText } from '../../../components/path-text.tsx'
import { verdictColor, verdictLooks } from '../../../components/verdict-look.tsx'
import { formatCount, formatSize } from '../../../format/quantity.ts'
import { FolderTally } from './folder-tally.tsx'
import styles from './cells.module.css'

/** The verdict as an icon, its word for tooltips and screen readers. */
export function VerdictIcon({ row }: { readonly row: ComparisonEntryRow }) {
  const { icon: LookIcon, word, meaning } = verdictLooks[row.verdict]
  const name = row.isMovedAway ? 'moved away' : word
  return (
    <span
      className={styles.verdict}
      data-loud={row.verdict === 'suspected-corruption' || undefined}
      style={{ '--verdict': verdictColor(row.verdict) }}
      title={`${name}: ${meaning}`}
    >
      <LookIcon size={14} stroke={2} aria-hidden />
      <span className="visually-hidden">{name}</span>
    </span>
  )
}

/** The other end of a move, which a click goes to. */
export function MoveLink({ row, onJump }: { readonly row: ComparisonEntryRow; readonly onJump: () => void }) {
  if (row.otherPath === null) return null
  const LinkIcon = row.isMovedAway ? IconArrowRight : IconArrowLeft
  const jump = (event: MouseEvent): void => {
    event.stopPropagation()
    onJump()
  }
  return (
    // The evidence has the same link for the keyboard: the grid is one tab stop.
    <button type="button" tabIndex={-1} className={styles.move} onClick={jump}>
      <LinkIcon size={12} aria-hidden />
      <span className="visually-hidden">{row.isMovedAway ? 'moved to' : 'moved from'}</span>
      <PathText path={row.otherPath} />
    </button>
  )
}

/** In a list the group has a head that names it. */
function GroupTag({ row, isTree }: { readonly row: ComparisonEntryRow; readonly isTree: boolean }) {
  if (row.group === null) return null
  const side = row.right === null ? 'gone' : 'new'
  return (
    <span className={styles.tag} title="Paths of one content, of which it cannot be told which moved where">
      {isTree ? `${side}, group ${formatCount(row.group)}` : side}
    </span>
  )
}

interface EntryProps {
  readonly row: ComparisonEntryRow
  readonly isTree: boolean
  readonly hasIcon: boolean
}

export function EntryName({ row, isTree, hasIcon }: EntryProps) {
  const isListedMove = !isTree && row.otherPath !== null && !row.isMovedAway
  return (
    <span
      role="gridcell"
      className={styles.name}
      data-away={row.isMovedAway || undefined}
      style={isTree ? { paddingLeft: row.depth * 16 + 20 } : undefined}
    >
      {hasIcon && <VerdictIcon row={row} />}
      {isListedMove && (
        <>
          <PathText path={row.otherPath ?? ''} />
          <IconArrowRight size={12} className={styles.arrow} aria-label="moved to" />
        </>
      )}
      <PathText path={isTree ? row.name : row.path} />
      <GroupTag row={row} isTree={isTree} />
    </span>
  )
}

interface FolderProps {
  readonly row: ComparisonFolderRow
  readonly onToggle: () => void
}

export function FolderName({ row, onToggle }: FolderProps) {
  return (
    <span role="gridcell" className={styles.name} style={{ paddingLeft: row.depth * 16 }}>
      <FolderLabel name={row.name} isExpanded={row.isExpanded} onToggle={onToggle} />
      <FolderTally row={row} />
    </span>
  )
}

/** Heads the members of an ambiguous move. */
export function GroupName({ row }: { readonly row: ComparisonGroupRow }) {
  const { icon: LookIcon } = verdictLooks['ambiguous-move']
  const size = row.sizeBytes === null ? '' : `, ${formatSize(row.sizeBytes)} each`
  return (
    <span role="gridcell" className={styles.group}>
      <LookIcon size={14} stroke={2} aria-hidden />
      <span className={styles.groupWords}>
        Group {formatCount(row.group)}: the same content, {formatCount(row.leftCount)} gone and{' '}
        {formatCount(row.rightCount)} new{size}. Which moved where cannot be told.
      </span>
    </span>
  )
}
