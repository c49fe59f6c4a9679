import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core'
import { IconArrowDownToArc, IconCopy } from '@tabler/icons-react'
import { useCallback, type RefObject } from 'react'
import { SearchField } from '../../../components/search-field.tsx'
import { SidePanelToggle } from '../../../components/side-panel-toggle.tsx'
import { countOf, formatCount } from '../../../format/quantity.ts'
import type { EventsModel } from '../../../stores/events-model.ts'
import { attempt } from '../../../stores/notices.ts'
import { copyEvents, isFiltered } from './event-keys.ts'
import type { TimeStyle } from './event-time.ts'
import styles from './events.module.css'

interface Props {
  readonly model: EventsModel
  /** Events recorded by now, of a run that goes on; null of one that has ended. */
  readonly liveCount: number | null
  readonly timeStyle: TimeStyle
  readonly onTimeStyle: (style: TimeStyle) => void
  readonly isSideShown: boolean
  readonly onToggleSide: () => void
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onLeave: () => void
}

const searchDelayMs = 150

function Shown({ model }: { readonly model: EventsModel }) {
  const { totals, range } = model
  const chosenCount = range === null ? 0 : range.last - range.first + 1
  return (
    <span className={styles.shown} role="status">
      {totals !== undefined && (
        <>
          {chosenCount > 1 && `${formatCount(chosenCount)} selected, `}
          {isFiltered(model) && `${formatCount(totals.rowCount)} of `}
          {countOf(totals.eventCount, 'event')}
        </>
      )}
    </span>
  )
}

/** Of a run that goes on: whether the newest are followed, or how many came since. */
function LiveTools({ model, liveCount }: { readonly model: EventsModel; readonly liveCount: number }) {
  const newCount = liveCount - (model.totals?.eventCount ?? liveCount)
  if (model.query.isErrorsFirst && newCount > 0) {
    return (
      <Button variant="light" onClick={() => attempt(() => model.change({}))}>
        Show {formatCount(newCount)} new
      </Button>
    )
  }
  return (
    <Tooltip label={model.isFollowing ? 'Stay where the list is' : 'Keep the newest events in view'}>
      <Button
        variant={model.isFollowing ? 'light' : 'default'}
        aria-pressed={model.isFollowing}
        leftSection={<IconArrowDownToArc size={14} />}
        onClick={() => model.follow(!model.isFollowing)}
      >
        Follow
      </Button>
    </Tooltip>
  )
}

function Orders({ model, timeStyle, onTimeStyle }: Pick<Props, 'model' | 'timeStyle' | 'onTimeStyle'>) {
  return (
    <>
      <SegmentedControl
        aria-label="Order"
        data={[
          { value: 'errors', label: 'Errors first' },
          { value: 'time', label: 'By time' },
        ]}
        value={model.query.isErrorsFirst ? 'errors' : 'time'}
        onChange={(order) => attempt(() => model.change({ isErrorsFirst: order === 'errors' }))}
      />
      <SegmentedControl
        aria-label="Times"
        data={[
          { value: 'elapsed', label: 'Since start' },
          { value: 'clock', label: 'Clock' },
        ]}
        value={timeStyle}
        onChange={(style) => onTimeStyle(style === 'clock' ? 'clock' : 'elapsed')}
      />
    </>
  )
}

/** What of the events is shown, in which order, and what can be done with them. */
export function EventsToolbar(props: Props) {
  const { model, liveCount, isSideShown, onToggleSide, inputRef, onLeave } = props
  const search = useCallback((text: string) => attempt(() => model.change({ search: text })), [model])
  return (
    <div className={styles.tools} role="toolbar" aria-label="Event tools">
      <SearchField
        className={styles.search}
        label="Search events"
        value={model.query.search}
        onChange={search}
        onLeave={onLeave}
        inputRef={inputRef}
        delayMs={searchDelayMs}
      />
      <Orders {...props} />
      <Shown model={model} />
      {liveCount !== null && <LiveTools model={model} liveCount={liveCount} />}
      <Tooltip label="Copy the selected events (Ctrl or Cmd with C)">
        <ActionIcon aria-label="Copy the selected events" onClick={() => copyEvents(model)}>
          <IconCopy size={16} />
        </ActionIcon>
      </Tooltip>
      <SidePanelToggle
        name="Event panel"
        showLabel="Show the event’s data (Enter)"
        hideLabel="Hide the event’s data"
        isShown={isSideShown}
        onToggle={onToggleSide}
      />
    </div>
  )
}
