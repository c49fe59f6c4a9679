import { IconAlertTriangle, IconExclamationCircle, IconFlag } from '@tabler/icons-react'
import type { EventRow } from '../../../../shared/ipc/ledger-schemas.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import { formatCount } from '../../../format/quantity.ts'
import { formatUtc } from '../../../format/time.ts'
import { describeData, toneOf } from './event-data.ts'
import { formatEventTime, type EventClock } from './event-time.ts'
import styles from './events.module.css'

const toneIcons = { bad: IconExclamationCircle, warn: IconAlertTriangle, edge: IconFlag } as const

function TypeIcon({ type }: { readonly type: string }) {
  const tone = toneOf(type)
  if (tone === 'plain') return <span className={styles.noIcon} />
  const ToneIcon = toneIcons[tone]
  return <ToneIcon size={14} aria-hidden className={styles.typeIcon} />
}

function DataLine({ row }: { readonly row: EventRow }) {
  const { message, facts } = describeData(row.data)
  return (
    <>
      {message !== null && (
        <span className={styles.message}>
          <SafeText text={message} />
        </span>
      )}
      {facts.map(({ name, value }) => (
        <span key={name} className={styles.fact}>
          <span className={styles.factName}>
            <SafeText text={name} />
          </span>{' '}
          <SafeText text={value} />
        </span>
      ))}
    </>
  )
}

export function EventCells({ row, clock }: { readonly row: EventRow; readonly clock: EventClock }) {
  return (
    <>
      <span role="gridcell" data-wide className={styles.number}>
        {formatCount(row.sequence)}
      </span>
      <span role="gridcell" className={styles.time} title={formatUtc(row.timestamp)}>
        {formatEventTime(row.timeMs, clock)}
      </span>
      <span role="gridcell" className={styles.type} data-tone={toneOf(row.type)}>
        <TypeIcon type={row.type} />
        <span className={styles.typeName}>
          <SafeText text={row.type} />
        </span>
      </span>
      <span role="gridcell" className={styles.data}>
        <DataLine row={row} />
      </span>
    </>
  )
}
