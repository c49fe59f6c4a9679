import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconLayoutSidebarRight, IconMinus, IconPlus } from '@tabler/icons-react'
import { useRef } from 'react'
import { FilterChip } from '../../../components/filter-chip.tsx'
import { SearchField } from '../../../components/search-field.tsx'
import { formatCount } from '../../../format/quantity.ts'
import { useFindTarget } from '../../../shell/find-target.ts'
import { everyCell, type CellFilter } from '../../../stores/matrix/cell-filter.ts'
import { listedStates, rebuildEnds, type CellTable } from '../../../stores/matrix/cell-table.ts'
import { changePlace, readPlace } from '../../../stores/matrix/matrix-place.ts'
import { zoomSteps } from '../grid/grid-geometry.ts'
import { lookOfRebuild, lookOfState, RebuildBadge, StateBadge } from '../state-look.tsx'
import styles from './plan.module.css'

interface Props {
  readonly planId: string
  readonly table: CellTable
  readonly filter: CellFilter
  /** Null where nothing is filtered. */
  readonly passingCount: number | null
  readonly zoom: number | null
  readonly onZoom: (by: 1 | -1) => void
  readonly isQueueShown: boolean
  readonly onQueue: () => void
  readonly onLeave: () => void
}

function toggled<T>(chosen: readonly T[], one: T): T[] {
  return chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]
}

function StateChips({ planId, table, filter }: Pick<Props, 'planId' | 'table' | 'filter'>) {
  return (
    <div className={styles.chips} role="group" aria-label="Filter by state">
      {listedStates
        .filter((state) => table.countOf(state) > 0 || filter.states.includes(state))
        .map((state) => (
          <FilterChip
            key={state}
            label={<StateBadge state={state} />}
            count={table.countOf(state)}
            isOn={filter.states.includes(state)}
            title={lookOfState(state).about}
            onToggle={() => changePlace(planId, { filter: { ...filter, states: toggled(filter.states, state) } })}
          />
        ))}
      {rebuildEnds
        .filter((end) => table.leftCount(end) > 0 || filter.rebuilds.includes(end))
        .map((end) => (
          <FilterChip
            key={end}
            label={<RebuildBadge end={end} />}
            count={table.leftCount(end)}
            isOn={filter.rebuilds.includes(end)}
            title={lookOfRebuild(end).about}
            onToggle={() => changePlace(planId, { filter: { ...filter, rebuilds: toggled(filter.rebuilds, end) } })}
          />
        ))}
    </div>
  )
}

function ZoomButtons({ planId, zoom, onZoom }: Pick<Props, 'planId' | 'zoom' | 'onZoom'>) {
  return (
    <div className={styles.zoom} role="group" aria-label="Size of the cells">
      <Tooltip label="Smaller cells (-)">
        <ActionIcon aria-label="Smaller cells" disabled={zoom === 0} onClick={() => onZoom(-1)}>
          <IconMinus size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="As large as fits (0)">
        <ActionIcon
          aria-label="As large as fits"
          aria-pressed={zoom === null}
          onClick={() => changePlace(planId, { zoom: null })}
        >
          <IconArrowsMaximize size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Larger cells (+)">
        <ActionIcon aria-label="Larger cells" disabled={zoom === zoomSteps.length - 1} onClick={() => onZoom(1)}>
          <IconPlus size={14} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

/** In words as long as the queue is away, since builds are started there. */
function QueueToggle({ isQueueShown, onQueue }: Pick<Props, 'isQueueShown' | 'onQueue'>) {
  if (!isQueueShown) {
    return (
      <Button
        variant="default"
        className={styles.whole}
        aria-expanded={false}
        leftSection={<IconLayoutSidebarRight size={16} />}
        onClick={onQueue}
      >
        Build next…
      </Button>
    )
  }
  return (
    <Tooltip label="Hide what to build next">
      <ActionIcon variant="default" aria-label="Hide what to build next" aria-expanded onClick={onQueue}>
        <IconLayoutSidebarRight size={16} />
      </ActionIcon>
    </Tooltip>
  )
}

/** Search, filters by state, size of the cells, and the queue. */
export function GridToolbar(props: Props) {
  const { planId, filter, passingCount, isQueueShown, onQueue, onLeave } = props
  const inputRef = useRef<HTMLInputElement>(null)
  useFindTarget(inputRef)
  return (
    <div className={styles.tools}>
      <SearchField
        className={styles.search}
        label="Search cells"
        value={filter.search}
        onChange={(search) => changePlace(planId, { filter: { ...readPlace(planId).filter, search } })}
        onLeave={onLeave}
        inputRef={inputRef}
      />
      <StateChips {...props} />
      <span className={styles.count} role="status">
        {passingCount !== null && `${formatCount(passingCount)} shown`}
      </span>
      {passingCount !== null && (
        <Button variant="subtle" className={styles.whole} onClick={() => changePlace(planId, { filter: everyCell })}>
          Clear
        </Button>
      )}
      <span className={styles.spring} />
      <ZoomButtons planId={planId} zoom={props.zoom} onZoom={props.onZoom} />
      <QueueToggle isQueueShown={isQueueShown} onQueue={onQueue} />
    </div>
  )
}
