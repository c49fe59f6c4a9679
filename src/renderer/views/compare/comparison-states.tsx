import { Button } from '@mantine/core'
import { IconCircleCheck, IconFilterOff, IconHistory } from '@tabler/icons-react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { countOf, formatCount } from '../../format/quantity.ts'
import type { ComparisonModel } from '../../stores/comparison-model.ts'
import { attempt } from '../../stores/notices.ts'
import { clearFilters, isFiltered } from './comparison-actions.ts'
import { countsOf, findingCountOf } from './comparison-counts.ts'
import styles from './comparison.module.css'

interface Props {
  readonly run: RunSnapshot
  readonly model: ComparisonModel
}

function sumOf(counts: Readonly<Record<string, number | undefined>>): number {
  return Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0)
}

/** Nothing differs: calm, with what that was said of. */
function AllSame({ run, model }: Props) {
  const counts = countsOf(run)
  const total = sumOf(counts)
  const touchedCount = counts.touched ?? 0
  if (total === 0) return <p className={styles.quiet}>Both sides are empty.</p>
  return (
    <>
      <IconCircleCheck size={40} stroke={1.5} className={styles.good} aria-hidden />
      <h2>Everything is the same</h2>
      <p>
        {total === 1 ? 'The one path' : `All ${formatCount(total)} paths`} of both sides {total === 1 ? 'has' : 'have'}{' '}
        the same content.
        {touchedCount > 0 && ` ${countOf(touchedCount, 'file')} only got another time or mode.`}
      </p>
      {model.extent === 'whole' && (
        <Button variant="default" onClick={() => attempt(() => model.change({ onlyDifferences: false }))}>
          Show {countOf(total, 'path')}
        </Button>
      )}
    </>
  )
}

function NothingMatches({ model }: Pick<Props, 'model'>) {
  return (
    <>
      <IconFilterOff size={28} stroke={1.5} className={styles.faint} aria-hidden />
      <h2>Nothing passes the filter</h2>
      <Button variant="default" onClick={() => clearFilters(model)}>
        Clear the filters
      </Button>
    </>
  )
}

/** What is said in place of rows. */
export function NoRows({ run, model }: Props) {
  const isLive = model.extent === 'live'
  return (
    <div className={styles.none} data-over-table={isLive || isFiltered(model) || undefined}>
      {isFiltered(model) ? (
        <NothingMatches model={model} />
      ) : isLive ? (
        <p className={styles.quiet}>No differences so far. They appear here as they are found.</p>
      ) : (
        <AllSame run={run} model={model} />
      )}
    </div>
  )
}

const againWords = {
  snapshot: 'Compare again',
  compare: 'Compare again',
  verify: 'Verify again',
  watch: 'Watch again',
} as const

/** A past run keeps its findings only, and of very many the first. */
export function RecordedNote({
  run,
  model,
  onCompareAgain,
}: Props & { readonly onCompareAgain?: (() => void) | undefined }) {
  const findingCount = findingCountOf(run)
  // A run that did not end says so itself, and what can be done.
  if (model.extent !== 'recorded-findings' || model.totals === undefined || findingCount === undefined) return null
  const keptCount = sumOf(model.totals.counts)
  const isCut = !isFiltered(model) && findingCount > keptCount
  return (
    <p className={styles.note}>
      <IconHistory size={14} aria-hidden />
      <span>
        {isCut
          ? `The record of this run kept ${formatCount(keptCount)} of its ${countOf(findingCount, 'finding')}.`
          : 'The record of this run kept its findings; what is the same is not in it.'}
      </span>
      {onCompareAgain !== undefined && (
        <button type="button" className={styles.again} onClick={onCompareAgain}>
          {againWords[run.kind]} to see every path
        </button>
      )}
    </p>
  )
}

const skeletonWidths = [34, 48, 41, 26, 52, 38, 45, 30, 57, 36]

/** Stands where the table will be, in its measures. */
export function ComparisonSkeleton() {
  return (
    <div className={styles.skeleton} aria-busy aria-label="Opening the comparison">
      <div className={styles.skeletonChips}>
        {[118, 92, 84].map((width) => (
          <span key={width} style={{ width }} />
        ))}
      </div>
      <div className={styles.skeletonTools} />
      {skeletonWidths.map((width) => (
        <div key={width} className={styles.skeletonRow}>
          <span style={{ width: `${width}%` }} />
        </div>
      ))}
    </div>
  )
}
