import type { ComparedEntry, ComparisonEntryRow } from '../../../../shared/ipc/comparison-schemas.ts'
import { SizeText } from '../../../components/size-text.tsx'
import { shortenDigest } from '../../../format/digest.ts'
import { formatClock, formatColumnTime, formatSecondFraction, formatUtc } from '../../../format/time.ts'
import { verdictInk } from '../comparison-colors.ts'
import { differenceBetween, type EntryDifference } from './entry-difference.ts'
import { MoveLink } from './row-name.tsx'
import styles from './cells.module.css'

const timeFormats = { minutes: formatColumnTime, clock: formatClock, fraction: formatSecondFraction }

interface TimeProps {
  readonly modifiedUtc: string | null
  readonly scale: EntryDifference['timeScale']
}

/** Two times of one minute are told apart by their seconds. */
function TimeValue({ modifiedUtc, scale }: TimeProps) {
  if (modifiedUtc === null) return '–'
  return (
    <time dateTime={modifiedUtc} title={formatUtc(modifiedUtc)}>
      {timeFormats[scale](modifiedUtc)}
    </time>
  )
}

/** Stands for all three cells where a side has nothing. */
function AbsentCells({ side }: { readonly side: string }) {
  return (
    <span role="gridcell" aria-colspan={3} className={styles.absent}>
      <span className="visually-hidden">not in the {side}</span>
    </span>
  )
}

interface SideProps {
  readonly entry: ComparedEntry
  readonly difference: EntryDifference
  /** What differs is said louder where it is as it is now. */
  readonly side: 'was' | 'is'
}

/** A link or special file has no size that says anything of it. */
function SizeValue({ entry }: { readonly entry: ComparedEntry }) {
  if (entry.kind !== 'file') return <span className={styles.kind}>{entry.kind}</span>
  return <SizeText sizeBytes={entry.sizeBytes} />
}

function PresentCells({ entry, difference, side }: SideProps) {
  const mark = (isDifferent: boolean): string | undefined => (isDifferent ? side : undefined)
  return (
    <>
      <span role="gridcell" className={styles.size} data-changed={mark(difference.isSize || difference.isKind)}>
        <SizeValue entry={entry} />
      </span>
      <span role="gridcell" className={styles.time} data-changed={mark(difference.isTime)}>
        <TimeValue modifiedUtc={entry.modifiedUtc} scale={difference.timeScale} />
      </span>
      <span role="gridcell" className={`mono ${styles.digest}`} data-changed={mark(difference.isDigest)}>
        {entry.hasError ? (
          <span className={styles.error}>error</span>
        ) : entry.digest === null ? (
          '–'
        ) : (
          <span title={entry.digest}>{shortenDigest(entry.digest)}</span>
        )}
      </span>
    </>
  )
}

interface Props {
  readonly row: ComparisonEntryRow
  readonly isTree: boolean
  readonly onJump: () => void
}

/** Both sides of a path, aligned; the facts that differ are marked on either side. */
export function SideCells({ row, isTree, onJump }: Props) {
  const { left, right } = row
  const difference = differenceBetween(left, right)
  const link = isTree && row.otherPath !== null && (
    <span role="gridcell" aria-colspan={3} className={styles.linkCell}>
      <MoveLink row={row} onJump={onJump} />
    </span>
  )
  return (
    <span className={styles.sides} role="presentation" style={{ '--verdict': verdictInk(row.verdict) }}>
      {link !== false && !row.isMovedAway ? (
        link
      ) : left === null ? (
        <AbsentCells side="baseline" />
      ) : (
        <PresentCells entry={left} difference={difference} side="was" />
      )}
      {link !== false && row.isMovedAway ? (
        link
      ) : right === null ? (
        <AbsentCells side="current side" />
      ) : (
        <PresentCells entry={right} difference={difference} side="is" />
      )}
    </span>
  )
}
