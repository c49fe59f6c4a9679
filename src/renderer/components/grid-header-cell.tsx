import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import styles from './grid-header-cell.module.css'

interface Props {
  readonly label: string
  readonly isRight?: boolean
  /** Left out where the table is narrow. */
  readonly isWideOnly?: boolean
  readonly sorted?: 'ascending' | 'descending' | undefined
  readonly onSort?: (() => void) | undefined
}

export function GridHeaderCell({ label, isRight = false, isWideOnly = false, sorted, onSort }: Props) {
  const SortIcon = sorted === 'descending' ? IconChevronDown : IconChevronUp
  return (
    <div
      role="columnheader"
      aria-sort={sorted ?? (onSort === undefined ? undefined : 'none')}
      className={styles.cell}
      data-right={isRight || undefined}
      data-wide={isWideOnly || undefined}
    >
      {onSort === undefined ? (
        label
      ) : (
        <button type="button" className={styles.sort} onClick={onSort} title={`Sort by ${label.toLowerCase()}`}>
          {label}
          <SortIcon size={12} aria-hidden className={sorted === undefined ? styles.idle : undefined} />
        </button>
      )}
    </div>
  )
}
