import { useState } from 'react'
import type { EventTotals } from '../../../../shared/ipc/ledger-schemas.ts'
import { FilterChip } from '../../../components/filter-chip.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { formatCount } from '../../../format/quantity.ts'
import type { EventsModel } from '../../../stores/events-model.ts'
import { attempt } from '../../../stores/notices.ts'
import { orderTypes } from './order-types.ts'
import { toneOf, type EventTone } from './event-data.ts'
import styles from './events.module.css'

const shownAtFirst = 8

const toneColors: Readonly<Record<EventTone, string | undefined>> = {
  bad: 'var(--bad)',
  warn: 'var(--warn)',
  edge: undefined,
  plain: undefined,
}

function toggleType(model: EventsModel, type: string): void {
  const before = model.query.types ?? []
  const next = before.includes(type) ? before.filter((other) => other !== type) : [...before, type]
  attempt(() => model.change({ types: next.length === 0 ? null : next }))
}

interface Props {
  readonly model: EventsModel
  readonly types: EventTotals['types']
}

/** The types that occur, each a filter: errors and warnings first, then the most frequent. */
export function TypeChips({ model, types }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const ordered = orderTypes(types)
  // One more would take no more room than saying that there is one more.
  const shown = isOpen || ordered.length <= shownAtFirst + 1 ? ordered : ordered.slice(0, shownAtFirst)
  const restCount = ordered.length - shown.length
  return (
    <div className={styles.chips} role="group" aria-label="Types of events" data-open={isOpen || undefined}>
      {shown.map(({ type, count }) => {
        const color = toneColors[toneOf(type)]
        return (
          <FilterChip
            key={type}
            label={<SafeText text={type} />}
            count={count}
            isOn={model.query.types?.includes(type) ?? false}
            {...(color === undefined ? {} : { color })}
            onToggle={() => toggleType(model, type)}
          />
        )
      })}
      {(restCount > 0 || isOpen) && (
        <button type="button" className={styles.more} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Fewer types' : `${formatCount(restCount)} more types`}
        </button>
      )}
    </div>
  )
}
