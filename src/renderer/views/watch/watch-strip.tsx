import type { RunSnapshot } from '../../../shared/model/run.ts'
import { VerdictTally } from '../../components/drift-status.tsx'
import { Fact, Facts } from '../../components/facts.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { countOf, formatCount } from '../../format/quantity.ts'
import { hasFindings } from '../../stores/run-findings.ts'
import { lookOfPhase, stateOfWatch } from './watch-look.ts'
import styles from './watch.module.css'

function Drift({ run }: { readonly run: RunSnapshot }) {
  if (stateOfWatch(run).comparedUtc === null) return null
  if (!hasFindings(run)) return <span className={styles.clean}>everything is as it was</span>
  return <VerdictTally counts={run.counts} />
}

/** How a watch stands: what it does, what it sees, and since when that is known. Keeps its height whatever it says. */
export function WatchStrip({ run }: { readonly run: RunSnapshot }) {
  const watch = stateOfWatch(run)
  const { comparedUtc, notice } = watch
  const { icon: PhaseIcon, word, tone } = lookOfPhase(watch)
  return (
    <section className={styles.strip} data-tone={tone} aria-label="Watch">
      <PhaseIcon size={22} stroke={1.6} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <div className={styles.state}>
          <span role="status" className={styles.phase}>
            {word}
          </span>
          <Drift run={run} />
          {watch.isBehind && watch.phase === 'watching' && <span className={styles.quiet}>looking…</span>}
        </div>
        {notice !== null && (
          <p className={styles.notice}>
            <SafeText text={notice} />
          </p>
        )}
      </div>
      <Facts>
        <Fact label="Files">{comparedUtc === null ? '–' : formatCount(watch.fileCount)}</Fact>
        <Fact label="Looked through">{comparedUtc === null ? '–' : countOf(watch.rescanCount, 'time')}</Fact>
        <Fact label="As of">{comparedUtc === null ? '–' : <TimeText timestampUtc={comparedUtc} />}</Fact>
      </Facts>
    </section>
  )
}
