import type { FolderHistory } from '../../../shared/ipc/ledger-schemas.ts'
import { Fact, Facts } from '../../components/facts.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { useNow } from '../../components/use-now.ts'
import { formatCount, formatDuration } from '../../format/quantity.ts'
import { formatLocal } from '../../format/time.ts'
import { longestUnproven, type UnprovenStretch } from './history-figures.ts'
import styles from './history.module.css'

const dayMs = 86_400_000

function describeLength(lengthMs: number): string {
  return lengthMs < 2 * dayMs ? formatDuration(lengthMs) : `${formatCount(Math.round(lengthMs / dayMs))} days`
}

function local(timeMs: number): string {
  return formatLocal(new Date(timeMs).toISOString())
}

function Stretch({ stretch }: { readonly stretch: UnprovenStretch | null }) {
  if (stretch === null) return <span className={styles.dim}>never proven good</span>
  const { fromMs, toMs, isOpen } = stretch
  return (
    <span title={`From ${local(fromMs)} ${isOpen ? 'until now' : `to ${local(toMs)}`}`}>
      {describeLength(toMs - fromMs)}
      {isOpen && <span className={styles.dim}>, until now</span>}
    </span>
  )
}

/** How well the folder was looked after. */
export function HistoryFacts({ history }: { readonly history: FolderHistory }) {
  const { points, totalCount, lastProvenGoodMs } = history
  const nowMs = useNow()
  return (
    <div className={styles.facts}>
      <Facts>
        <Fact label="Last proven good">
          {lastProvenGoodMs === null ? (
            <span className={styles.dim}>never</span>
          ) : (
            <span className={styles.proven}>
              <TimeText timestampUtc={new Date(lastProvenGoodMs).toISOString()} />
            </span>
          )}
        </Fact>
        <Fact label="Longest without proof">
          <Stretch stretch={longestUnproven(points, nowMs)} />
        </Fact>
        <Fact label="Runs">
          {formatCount(totalCount)}
          {points.length < totalCount && <span className={styles.dim}>, {formatCount(points.length)} shown</span>}
        </Fact>
      </Facts>
    </div>
  )
}
