import { useState } from 'react'
import type { Throughput } from '../../../../shared/ipc/ledger-schemas.ts'
import { formatElapsed } from '../../../format/elapsed.ts'
import { countOf } from '../../../format/quantity.ts'
import { formatByteRate, formatRate, isPlottable, meanRates, type Stretch } from './throughput-figures.ts'
import { ThroughputPlot } from './throughput-plot.tsx'
import { useThroughput } from './use-throughput.ts'
import styles from './throughput.module.css'

interface Props {
  readonly runId: string
  readonly startMs: number
  readonly isLive: boolean
  readonly onTime: (timeMs: number) => void
}

function Legend({
  throughput,
  stretch,
  startMs,
}: {
  throughput: Throughput
  stretch: Stretch | undefined
  startMs: number
}) {
  const { unit, stretches, errorsMs } = throughput
  const { perSecond, bytesPerSecond } = stretch ?? meanRates(stretches)
  return (
    <div className={styles.legend}>
      <span className={styles.key} data-of="items">
        {unit} <strong>{formatRate(perSecond)}</strong>
      </span>
      {stretches.some((each) => each.bytesPerSecond !== null) && (
        <span className={styles.key} data-of="bytes">
          data <strong>{bytesPerSecond === null ? '–' : formatByteRate(bytesPerSecond)}</strong>
        </span>
      )}
      {errorsMs.length > 0 && (
        <span className={styles.key} data-of="errors">
          {errorsMs.length >= 500 ? 'errors' : countOf(errorsMs.length, 'error')}
        </span>
      )}
      <span className={styles.when}>
        {stretch === undefined ? 'on average' : formatElapsed(stretch.startMs - startMs)}
      </span>
    </div>
  )
}

type ShownProps = { readonly throughput: Throughput } & Omit<Props, 'runId'>

function Shown({ throughput, startMs, isLive, onTime }: ShownProps) {
  const [index, setIndex] = useState<number | null>(null)
  const { stretches } = throughput
  if (!isPlottable(throughput)) {
    return (
      <p className={styles.none}>
        {isLive
          ? 'Nothing to plot so far: this run has not told of any work done yet.'
          : 'Nothing to plot: this run was over at once, or told of no work done.'}
      </p>
    )
  }
  const shownIndex = index !== null && index < stretches.length ? index : null
  return (
    <>
      <Legend
        throughput={throughput}
        stretch={shownIndex === null ? undefined : stretches[shownIndex]}
        startMs={startMs}
      />
      <ThroughputPlot
        throughput={throughput}
        startMs={startMs}
        index={shownIndex}
        onMove={setIndex}
        onChoose={(stretch) => onTime(stretch.startMs)}
      />
    </>
  )
}

/** How fast the run went, and when; a click goes to the events of that time. */
export function ThroughputSection({ runId, startMs, isLive, onTime }: Props) {
  const state = useThroughput(runId, isLive)
  const isEmpty = state.state === 'shown' && !isPlottable(state.throughput)
  return (
    <section className={styles.section} aria-label="Throughput" data-empty={isEmpty || undefined}>
      {state.state === 'failed' && (
        <p className={styles.none}>The throughput could not be read: {state.failure.message}</p>
      )}
      {state.state === 'shown' && <Shown throughput={state.throughput} {...{ startMs, isLive, onTime }} />}
    </section>
  )
}
