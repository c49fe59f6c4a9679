import type { ReactNode } from 'react'
import { formatCount } from '../format/quantity.ts'
import styles from './filter-chip.module.css'

interface Props {
  readonly label: ReactNode
  readonly count: number
  readonly isOn: boolean
  readonly color?: string
  readonly isLoud?: boolean
  readonly title?: string
  readonly onToggle: () => void
}

/** A filter with the number of rows it would leave. */
export function FilterChip({ label, count, isOn, color, isLoud = false, title, onToggle }: Props) {
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={isOn}
      data-loud={isLoud || undefined}
      data-none={count === 0 || undefined}
      title={title}
      onClick={onToggle}
      style={color === undefined ? undefined : { '--chip': color }}
    >
      {label}
      <span className={styles.count}>{formatCount(count)}</span>
    </button>
  )
}
