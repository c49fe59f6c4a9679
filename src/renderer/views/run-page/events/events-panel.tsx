import { Button } from '@mantine/core'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { watchReturn } from '../../../bridge/host.ts'
import { FailurePanel } from '../../../components/failure-panel.tsx'
import { SplitPane } from '../../../components/split-pane.tsx'
import { useFirstFocus } from '../../../components/use-first-focus.ts'
import { useFindTarget } from '../../../shell/find-target.ts'
import type { EventsModel } from '../../../stores/events-model.ts'
import { attempt } from '../../../stores/notices.ts'
import { EventDetails } from './event-details.tsx'
import { isFiltered } from './event-keys.ts'
import type { TimeStyle } from './event-time.ts'
import { EventsGrid } from './events-grid.tsx'
import { EventsToolbar } from './events-toolbar.tsx'
import { TypeChips } from './type-chips.tsx'
import styles from './events.module.css'

const roomForSidePx = 1200

interface Props {
  readonly model: EventsModel
  readonly startMs: number
  readonly liveCount: number | null
}

function NothingShown({ model }: { readonly model: EventsModel }) {
  if (model.totals === undefined || model.rows.rowCount > 0) return null
  return (
    <p className={styles.none}>{isFiltered(model) ? 'No event passes the filter.' : 'This run recorded no events.'}</p>
  )
}

function EventsFailed({ model }: { readonly model: EventsModel }) {
  if (model.failure === undefined) return null
  return (
    <div className={styles.failed}>
      <FailurePanel failure={model.failure}>
        <Button variant="default" onClick={() => attempt(() => model.change({}))}>
          Try again
        </Button>
      </FailurePanel>
    </div>
  )
}

/** Where the list is while the keys of the search lead back to it. */
function useGridFocus() {
  const areaRef = useRef<HTMLDivElement>(null)
  const inputRef = useRef<HTMLInputElement>(null)
  useFindTarget(inputRef)
  useFirstFocus(areaRef, '[role="grid"]')
  const focusGrid = (): void => areaRef.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  return { areaRef, inputRef, focusGrid }
}

/** What happened in a run: searched, filtered, ordered, walked and copied; each event whole at the side. */
export function EventsPanel({ model, startMs, liveCount }: Props) {
  useSyncExternalStore(model.subscribe, model.getVersion)
  const [timeStyle, setTimeStyle] = useState<TimeStyle>('elapsed')
  const [isSideShown, setIsSideShown] = useState(() => window.innerWidth >= roomForSidePx)
  const { areaRef, inputRef, focusGrid } = useGridFocus()
  useEffect(() => {
    const load = (): void => attempt(() => model.change({}))
    load()
    return watchReturn(() => {
      if (model.failure !== undefined) load()
    })
  }, [model])
  return (
    <section className={styles.panel} aria-label="Events">
      {model.totals !== undefined && model.totals.types.length > 0 && (
        <TypeChips model={model} types={model.totals.types} />
      )}
      <EventsToolbar
        {...{ model, liveCount, timeStyle, isSideShown, inputRef }}
        onTimeStyle={setTimeStyle}
        onToggleSide={() => setIsSideShown(!isSideShown)}
        onLeave={focusGrid}
      />
      <SplitPane
        name="event"
        firstSizePx={340}
        side={isSideShown ? <EventDetails row={model.activeRow} startMs={startMs} /> : null}
      >
        <div ref={areaRef} className={styles.area}>
          <EventsGrid
            model={model}
            clock={{ style: timeStyle, startMs }}
            onFind={() => inputRef.current?.focus()}
            onDetails={() => setIsSideShown(true)}
          />
          <NothingShown model={model} />
          <EventsFailed model={model} />
        </div>
      </SplitPane>
    </section>
  )
}
