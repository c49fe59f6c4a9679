import { jobChoices } from '../../../stores/matrix/job-count.ts'
import styles from './queue.module.css'

interface Props {
  readonly jobCount: number
  readonly onChoose: (count: number) => void
}

/** How many builds go on at once. */
export function JobChoice({ jobCount, onChoose }: Props) {
  const choices = [...new Set<number>([...jobChoices, jobCount])].toSorted((a, b) => a - b)
  return (
    <label className={styles.jobs}>
      <select
        className={styles.select}
        value={jobCount}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      >
        {choices.map((count) => (
          <option key={count} value={count}>
            {count}
          </option>
        ))}
      </select>
      at a time
    </label>
  )
}
