import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconShieldX } from '@tabler/icons-react'
import type { LastVerify } from '../../shared/ipc/library-schemas.ts'
import type { Verdict, VerdictCounts } from '../../shared/model/verdict.ts'
import { wordOfVerdict } from '../../shared/text/verdict-words.ts'
import { formatCount } from '../format/quantity.ts'
import { TimeText } from './time-text.tsx'
import { verdictColor, verdictLooks, verdictOrder } from './verdict-look.tsx'
import styles from './drift-status.module.css'

const maxShown = 3
const quiet: ReadonlySet<Verdict> = new Set(['unchanged', 'touched'])

/** The counts that need attention, loudest first, each as icon and number. */
export function VerdictTally({ counts }: { readonly counts: VerdictCounts }) {
  const present = verdictOrder.filter((verdict) => !quiet.has(verdict) && (counts[verdict] ?? 0) > 0)
  // One more would take no more room than saying that there is one more.
  const shown = present.length <= maxShown + 1 ? present : present.slice(0, maxShown)
  const rest = present.slice(shown.length)
  return (
    <span className={styles.tally}>
      {shown.map((verdict) => {
        const { icon: VerdictIcon } = verdictLooks[verdict]
        const count = formatCount(counts[verdict] ?? 0)
        const word = wordOfVerdict(verdict, counts[verdict])
        return (
          <span
            key={verdict}
            className={styles.count}
            style={{ color: verdictText(verdict) }}
            title={`${count} ${word}`}
          >
            <VerdictIcon size={13} stroke={2} aria-hidden />
            {count}
            <span className="visually-hidden"> {word}</span>
          </span>
        )
      })}
      {rest.length > 0 && (
        <span
          title={rest
            .map((verdict) => `${formatCount(counts[verdict] ?? 0)} ${wordOfVerdict(verdict, counts[verdict])}`)
            .join(', ')}
        >
          +{rest.length} kinds
        </span>
      )}
    </span>
  )
}

function verdictText(verdict: Verdict): string {
  return verdict === 'suspected-corruption' ? 'var(--bad)' : verdictColor(verdict)
}

/** Nothing differs, and yet it is not clean: the manifest was altered. */
export function isOnlySealBroken({ status, findingCount }: LastVerify): boolean {
  return status === 'findings' && findingCount === 0
}

/** What the last verify said, and when. */
export function DriftStatus({ lastVerify }: { readonly lastVerify: LastVerify | null }) {
  if (lastVerify === null) {
    return (
      <span className={styles.status}>
        <IconCircleDashed size={14} aria-hidden /> never verified
      </span>
    )
  }
  const when = <TimeText timestampUtc={lastVerify.finishedUtc} />
  if (lastVerify.status === 'clean') {
    return (
      <span className={styles.status}>
        <IconCircleCheck size={14} aria-hidden color="var(--good)" />
        <span className={styles.good}>{lastVerify.isQuick ? 'clean, quick check' : 'clean'}</span> {when}
      </span>
    )
  }
  return (
    <span className={styles.status}>
      {lastVerify.status === 'incomplete' && (
        <span className={styles.warn}>
          <IconAlertTriangle size={14} aria-hidden /> incomplete
        </span>
      )}
      {isOnlySealBroken(lastVerify) && (
        <span className={styles.bad}>
          <IconShieldX size={14} aria-hidden /> seal broken
        </span>
      )}
      <VerdictTally counts={lastVerify.counts} />
      {when}
    </span>
  )
}
