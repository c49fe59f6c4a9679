import { formatCount } from '../../format/quantity.ts'
import styles from './matrix.module.css'

interface Props {
  readonly doneCount: number
  readonly cellCount: number
}

/** How much of something is done: a thin bar, and the numbers beside it. */
export function ProgressLine({ doneCount, cellCount }: Props) {
  const fraction = cellCount === 0 ? 0 : doneCount / cellCount
  return (
    <span className={styles.progress}>
      <span className={styles.track} aria-hidden>
        <span
          className={styles.bar}
          data-whole={fraction === 1 || undefined}
          style={{ transform: `scaleX(${fraction})` }}
        />
      </span>
      <span className={styles.progressWords}>
        {formatCount(doneCount)}/{formatCount(cellCount)} done
      </span>
    </span>
  )
}
