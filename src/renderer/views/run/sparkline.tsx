import styles from './run.module.css'

const width = 220
const height = 48

interface Props {
  readonly values: readonly number[]
  /** The present value, as text over the curve. */
  readonly label: string
}

/** Corner points of the curve, newest at the right edge. */
function curvePoints(values: readonly number[]): string[] {
  const peak = Math.max(...values, 1)
  const stepX = width / Math.max(1, values.length - 1)
  return values.map(
    (value, index) => `${(index * stepX).toFixed(1)},${(height - (value / peak) * (height - 4)).toFixed(1)}`,
  )
}

/** Throughput over time, scaled to its peak. */
export function Sparkline({ values, label }: Props) {
  const points = curvePoints(values)
  return (
    <figure className={styles.spark}>
      <figcaption className={styles.sparkLabel}>
        Throughput <strong>{label}</strong>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
        {points.length > 1 && (
          <>
            <polygon className={styles.sparkArea} points={`0,${height} ${points.join(' ')} ${width},${height}`} />
            <polyline className={styles.sparkLine} points={points.join(' ')} vectorEffect="non-scaling-stroke" />
          </>
        )}
      </svg>
    </figure>
  )
}
