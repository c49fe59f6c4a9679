import { IconArrowRight } from '@tabler/icons-react'
import type { ComparedEntry, ComparisonEntryRow } from '../../../../shared/ipc/comparison-schemas.ts'
import { SizeText } from '../../../components/size-text.tsx'
import { shortenDigest } from '../../../format/digest.ts'
import { formatBytes } from '../../../format/quantity.ts'
import { verdictInk } from '../comparison-colors.ts'
import { describeDelta, differenceBetween } from './entry-difference.ts'
import { MoveLink } from './row-name.tsx'
import styles from './cells.module.css'

function digestOf(entry: ComparedEntry | null): string {
  const digest = entry?.digest ?? null
  return digest === null ? '–' : shortenDigest(digest)
}

function Became({ left, right, isMono = false }: { left: string; right: string; isMono?: boolean }) {
  return (
    <span className={`${styles.became} ${isMono ? 'mono' : ''}`}>
      {left}
      <IconArrowRight size={12} aria-label="became" />
      <strong>{right}</strong>
    </span>
  )
}

/** What changed, in one cell: the digests where they differ, else whatever else does. */
function Change({ row }: { readonly row: ComparisonEntryRow }) {
  const { left, right } = row
  if (right?.hasError === true || left?.hasError === true) return <span className={styles.error}>error</span>
  const difference = differenceBetween(left, right)
  if (difference.isKind) return <Became left={left?.kind ?? ''} right={right?.kind ?? ''} />
  if (difference.isDigest) return <Became left={digestOf(left)} right={digestOf(right)} isMono />
  if (row.verdict === 'touched') return <span className={styles.dim}>{difference.isTime ? 'time' : 'mode'}</span>
  return <span className={`mono ${styles.digest}`}>{digestOf(right ?? left)}</span>
}

function sizesInWords({ left, right }: ComparisonEntryRow): string | undefined {
  const was = left?.sizeBytes ?? null
  const is = right?.sizeBytes ?? null
  return was === null || is === null || was === is ? undefined : `${formatBytes(was)} → ${formatBytes(is)}`
}

interface Props {
  readonly row: ComparisonEntryRow
  readonly isTree: boolean
  readonly isNarrow: boolean
  readonly onJump: () => void
}

/** Where there is no room for both sides: what changed, and how large it is now. */
export function ChangeCells({ row, isTree, isNarrow, onJump }: Props) {
  const isLink = isTree && row.otherPath !== null
  return (
    <>
      <span role="gridcell" className={styles.change} style={{ '--verdict': verdictInk(row.verdict) }}>
        {isLink ? <MoveLink row={row} onJump={onJump} /> : <Change row={row} />}
      </span>
      {!isNarrow && (
        <>
          <span role="gridcell" className={styles.size} title={sizesInWords(row)}>
            <SizeText sizeBytes={(row.right ?? row.left)?.sizeBytes} />
          </span>
          <span role="gridcell" className={styles.delta} title={sizesInWords(row)}>
            {describeDelta(row)}
          </span>
        </>
      )}
    </>
  )
}
