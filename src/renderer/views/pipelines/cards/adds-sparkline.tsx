import type { ManifestCard } from '../../../../shared/ipc/pipeline-schemas.ts'
import { countOf } from '../../../format/quantity.ts'
import { formatColumnTime } from '../../../format/time.ts'
import { toUtc } from '../times.ts'
import styles from './cards.module.css'

const height = 20
const stepPx = 4
const barPx = 3
const leastBarPx = 1.5

function describeAdds({ fromMs, toMs, counts }: NonNullable<ManifestCard['adds']>): string {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const from = formatColumnTime(toUtc(fromMs) ?? '')
  const to = formatColumnTime(toUtc(toMs) ?? '')
  return `${countOf(total, 'record')} added from ${from} to ${to}, at most ${Math.max(...counts)} in one of ${counts.length} stretches`
}

/** When records were added: one bar for each stretch of time, scaled to the largest. */
export function AddsSparkline({ adds }: Pick<ManifestCard, 'adds'>) {
  if (adds === null || adds.counts.length === 0) return <span className={styles.noAdds}>nothing added yet</span>
  const peak = Math.max(...adds.counts, 1)
  const words = describeAdds(adds)
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${adds.counts.length * stepPx} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      {adds.counts.map((count, index) => {
        const barHeight = count === 0 ? 0.75 : Math.max(leastBarPx, (count / peak) * height)
        return (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- a stretch of time is its place in the row
            key={index}
            className={count === 0 ? styles.noBar : styles.bar}
            x={index * stepPx}
            y={height - barHeight}
            width={barPx}
            height={barHeight}
          />
        )
      })}
    </svg>
  )
}
