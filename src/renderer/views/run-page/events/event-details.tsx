import type { EventRow } from '../../../../shared/ipc/ledger-schemas.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { formatElapsed } from '../../../format/elapsed.ts'
import { formatCount } from '../../../format/quantity.ts'
import { formatLocal, formatUtc } from '../../../format/time.ts'
import { toneOf } from './event-data.ts'
import styles from './event-details.module.css'

const maxShownLines = 2000

function DataText({ text }: { readonly text: string }) {
  const lines = text.split('\n')
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by key
    <pre className={`mono ${styles.data}`} tabIndex={0} role="region" aria-label="Data of the event">
      {lines.slice(0, maxShownLines).map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines of one text have no other identity
        <span key={index} className={styles.line}>
          <SafeText text={line} />
          {'\n'}
        </span>
      ))}
      {lines.length > maxShownLines && `… ${formatCount(lines.length - maxShownLines)} more lines: copy it to see all`}
    </pre>
  )
}

interface Props {
  readonly row: EventRow | undefined
  readonly startMs: number
}

/** All that is recorded of one event. */
export function EventDetails({ row, startMs }: Props) {
  if (row === undefined) {
    return (
      <aside className={styles.details} aria-label="Event">
        <p className={styles.nothing}>Select an event to see all of its data.</p>
      </aside>
    )
  }
  const json = JSON.stringify(row.data, null, 2)
  return (
    <aside className={styles.details} aria-label="Event">
      <h2 className={styles.title} data-tone={toneOf(row.type)}>
        <SafeText text={row.type} />
        <span className={styles.number}>event {formatCount(row.sequence)}</span>
      </h2>
      <dl className={styles.lines}>
        <dt>Since start</dt>
        <dd className="mono">{formatElapsed(row.timeMs - startMs)}</dd>
        <dt>Local</dt>
        <dd>{formatLocal(row.timestamp)}</dd>
        <dt>UTC</dt>
        <dd className="mono">{formatUtc(row.timestamp)}</dd>
      </dl>
      <div className={styles.dataHead}>
        Data <CopyButton text={json} label="Copy the event’s data" />
      </div>
      <DataText text={json} />
    </aside>
  )
}
