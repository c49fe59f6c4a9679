import { IconArrowUpRight } from '@tabler/icons-react'
import type { ComparisonFolderRow } from '../../../../shared/ipc/comparison-schemas.ts'
import type { Verdict, VerdictCounts } from '../../../../shared/model/verdict.ts'
import { wordOfVerdict } from '../../../../shared/text/verdict-words.ts'
import { verdictLooks, verdictOrder } from '../../../components/verdict-look.tsx'
import { countOf, formatCount } from '../../../format/quantity.ts'
import { verdictInk } from '../comparison-colors.ts'
import styles from './cells.module.css'

const mostShown = 4

/** The verdicts worth a sign on a folder: what differs, else that all is the same. */
function tellingVerdicts(counts: VerdictCounts): Verdict[] {
  const present = verdictOrder.filter((verdict) => (counts[verdict] ?? 0) > 0)
  const differing = present.filter((verdict) => verdict !== 'unchanged')
  return differing.length > 0 ? differing : present
}

function describe(verdicts: readonly Verdict[], counts: VerdictCounts): string {
  return verdicts
    .map((verdict) => ({ verdict, count: counts[verdict] ?? 0 }))
    .map(({ verdict, count }) => `${formatCount(count)} ${wordOfVerdict(verdict, count)}`)
    .join(', ')
}

/** What is inside a folder, per verdict, loudest first: the same whether it is open or closed. */
export function FolderTally({ row }: { readonly row: ComparisonFolderRow }) {
  const verdicts = tellingVerdicts(row.counts)
  const rest = verdicts.slice(mostShown)
  return (
    <span className={styles.tally}>
      {verdicts.slice(0, mostShown).map((verdict) => {
        const { icon: LookIcon } = verdictLooks[verdict]
        const count = row.counts[verdict] ?? 0
        const word = wordOfVerdict(verdict, count)
        return (
          <span
            key={verdict}
            className={styles.count}
            data-quiet={verdict === 'unchanged' || undefined}
            style={{ '--verdict': verdictInk(verdict) }}
            title={`${formatCount(count)} ${word}`}
          >
            <LookIcon size={12} stroke={2} aria-hidden />
            {formatCount(count)}
            <span className="visually-hidden"> {word} </span>
          </span>
        )
      })}
      {rest.length > 0 && (
        <span className={styles.more} title={describe(rest, row.counts)}>
          +{formatCount(rest.length)}
          <span className="visually-hidden"> more: {describe(rest, row.counts)}</span>
        </span>
      )}
      {row.movedAwayCount > 0 && (
        <span className={styles.more} title={`${countOf(row.movedAwayCount, 'file')} moved away from here`}>
          <IconArrowUpRight size={12} aria-hidden />
          {formatCount(row.movedAwayCount)}
          <span className="visually-hidden"> moved away</span>
        </span>
      )}
    </span>
  )
}
