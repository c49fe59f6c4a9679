import type { ReactNode } from 'react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { PathText } from '../../components/path-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { formatCount, formatDuration, formatEstimate, formatPercent, formatSize } from '../../format/quantity.ts'
import { useSamples } from '../../stores/runs-store.ts'
import { currentRates, fractionDone, remainingMs, throughputSeries, type Rates } from '../../stores/throughput.ts'
import { Sparkline } from './sparkline.tsx'
import styles from './run.module.css'

const phaseWords = {
  preparing: 'Preparing',
  scanning: 'Reading',
  comparing: 'Comparing',
  writing: 'Writing the manifest',
} as const

function Figure({
  label,
  value,
  note,
}: {
  readonly label: string
  readonly value: ReactNode
  readonly note?: ReactNode
}) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>
        {value}
        {note !== undefined && <span className={styles.figureNote}> {note}</span>}
      </dd>
    </div>
  )
}

function ProgressBar({ fraction, isPaused }: { readonly fraction: number | null; readonly isPaused: boolean }) {
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={fraction === null ? undefined : Math.floor(fraction * 100)}
      data-paused={isPaused || undefined}
    >
      <div
        className={fraction === null ? styles.barUnknown : styles.bar}
        style={fraction === null ? undefined : { transform: `scaleX(${fraction})` }}
      />
    </div>
  )
}

function Figures({ run, rates }: { readonly run: RunSnapshot; readonly rates: Rates }) {
  const { progress } = run
  const isPaused = run.state === 'paused'
  const leftMs = isPaused ? null : remainingMs(progress, rates)
  const totalFiles = progress.filesTotal ?? progress.filesFound
  return (
    <dl className={styles.figures}>
      <Figure
        label="Files"
        value={formatCount(progress.filesDone)}
        note={`of ${formatCount(totalFiles)}${progress.filesTotal === null ? ' found' : ''}`}
      />
      <Figure
        label="Data"
        value={<SizeText sizeBytes={progress.bytesDone} />}
        note={progress.bytesTotal === null ? undefined : `of ${formatSize(progress.bytesTotal)}`}
      />
      <Figure label="Files per second" value={formatCount(isPaused ? 0 : Math.round(rates.filesPerSecond))} />
      <Figure label="Elapsed" value={formatDuration(progress.elapsedMs)} />
      <Figure label="Time left" value={leftMs === null ? '–' : `about ${formatEstimate(leftMs)}`} />
      <Figure
        label="Errors"
        value={<span data-bad={progress.errorCount > 0 || undefined}>{formatCount(progress.errorCount)}</span>}
      />
    </dl>
  )
}

/** A run under way: how far, how fast, how long yet, and where it is. */
export function RunProgress({ run }: { readonly run: RunSnapshot }) {
  const samples = useSamples(run.runId)
  const { progress } = run
  const rates = currentRates(samples)
  const fraction = fractionDone(progress)
  const isPaused = run.state === 'paused'
  return (
    <section className={styles.progress} aria-label="Progress">
      <div className={styles.progressTop}>
        <span className={styles.percent}>{fraction === null ? '' : formatPercent(fraction)}</span>
        <span className={styles.phase} role="status">
          {isPaused ? 'Paused' : phaseWords[progress.phase]}
        </span>
        <span className={styles.current}>
          {progress.currentPath !== '' && <PathText path={progress.currentPath} isMono />}
        </span>
      </div>
      <ProgressBar fraction={fraction} isPaused={isPaused} />
      <div className={styles.progressBottom}>
        <Figures run={run} rates={rates} />
        <Sparkline
          values={throughputSeries(samples, 80)}
          label={`${formatSize(isPaused ? 0 : rates.bytesPerSecond)}/s`}
        />
      </div>
    </section>
  )
}
