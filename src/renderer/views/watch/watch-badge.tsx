import type { RunSnapshot } from '../../../shared/model/run.ts'
import { VerdictTally } from '../../components/drift-status.tsx'
import { formatRoute } from '../../stores/route-store.ts'
import { hasFindings } from '../../stores/run-findings.ts'
import { lookOfPhase, stateOfWatch } from './watch-look.ts'
import styles from './watch.module.css'

/** A watch in a few words, which lead to it: what it sees now, beside what the last verify proved. */
export function WatchBadge({ run }: { readonly run: RunSnapshot }) {
  const watch = stateOfWatch(run)
  const { icon: PhaseIcon, word, tone } = lookOfPhase(watch)
  const isKnown = watch.comparedUtc !== null
  return (
    <a
      className={styles.badge}
      data-tone={tone}
      href={formatRoute({ view: 'run', runId: run.runId })}
      title={watch.notice ?? `${word}: ${run.directory}`}
    >
      <PhaseIcon size={14} aria-hidden />
      <span>{isKnown && !hasFindings(run) ? `${word}: as it was` : word}</span>
      {isKnown && hasFindings(run) && <VerdictTally counts={run.counts} />}
    </a>
  )
}
