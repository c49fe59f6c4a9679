import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { SplitPane } from '../../../components/split-pane.tsx'
import { useFirstFocus } from '../../../components/use-first-focus.ts'
import { countPassing, filterCells, stepToPassing } from '../../../stores/matrix/cell-filter.ts'
import { fitSelection } from '../../../stores/matrix/cell-selection.ts'
import type { CellTable } from '../../../stores/matrix/cell-table.ts'
import { changePlace, readPlace, usePlace, type MatrixPlace } from '../../../stores/matrix/matrix-place.ts'
import { useMatrix } from '../../../stores/matrix/matrix-store.ts'
import { MatrixGrid } from '../grid/matrix-grid.tsx'
import { BatchBar } from './batch-bar.tsx'
import { GridToolbar } from './grid-toolbar.tsx'
import { isQueueShownAtFirst, keepQueueShown } from './queue-shown.ts'
import { QueuePanel } from './queue-panel.tsx'
import { SelectionBar } from './selection-bar.tsx'
import styles from './plan.module.css'

interface Props {
  readonly planId: string
  readonly detail: MatrixDetail
  readonly table: CellTable
}

/** The cells that pass, and the way to the nearest of them when what is looked for changes. */
function usePasses({ planId, detail, table }: Props): Uint8Array | null {
  const { filter } = usePlace(planId)
  const passes = useMemo(() => filterCells(filter, detail, table), [filter, detail, table])
  const { search } = filter
  const latest = useRef(passes)
  useEffect(() => {
    latest.current = passes
  })
  useEffect(() => {
    const { active } = readPlace(planId)
    const found = latest.current
    if (search === '' || found === null || found[active] === 1) return
    const next = stepToPassing(found, active - 1, 1)
    if (next >= 0) changePlace(planId, { active: next })
  }, [search, planId])
  return passes
}

function useQueueShown(): readonly [boolean, () => void] {
  const [isShown, setIsShown] = useState(isQueueShownAtFirst)
  const toggle = (): void => {
    keepQueueShown(!isShown)
    setIsShown(!isShown)
  }
  return [isShown, toggle]
}

/** The place with a selection that is of this plan's size. */
function useFitted(place: MatrixPlace, table: CellTable): MatrixPlace {
  const selection = useMemo(() => fitSelection(place.selection, table), [place.selection, table])
  return useMemo(() => ({ ...place, selection }), [place, selection])
}

/** The grid with all that is around it. */
export function PlanGrid(props: Props) {
  const { planId, detail, table } = props
  const batch = useMatrix((state) => state.batch)
  const queue = useMatrix((state) => state.queue)
  const place = usePlace(planId)
  const passes = usePasses(props)
  const [isQueueShown, toggleQueue] = useQueueShown()
  const scrollerRef = useRef<HTMLDivElement>(null)
  const zoomRef = useRef<((by: 1 | -1) => void) | null>(null)
  const bodyRef = useRef<HTMLDivElement>(null)
  useFirstFocus(bodyRef, '[role="grid"]')
  const focusGrid = useCallback(() => scrollerRef.current?.focus({ preventScroll: true }), [])
  const shown = useFitted(place, table)
  const { selection } = shown
  const hasQueue = isQueueShown && queue !== null
  return (
    <>
      <GridToolbar
        planId={planId}
        table={table}
        filter={place.filter}
        passingCount={passes === null ? null : countPassing(passes)}
        zoom={place.zoom}
        onZoom={(by) => zoomRef.current?.(by)}
        isQueueShown={isQueueShown}
        onQueue={toggleQueue}
        onLeave={focusGrid}
      />
      {batch !== null && detail.isBuildable && <BatchBar planId={planId} batch={batch} table={table} />}
      <div ref={bodyRef} className={styles.body}>
        <SplitPane
          name="matrix-queue"
          firstSizePx={300}
          side={hasQueue ? <QueuePanel {...props} queue={queue} /> : null}
        >
          <div className={styles.gridColumn}>
            <MatrixGrid {...props} {...{ passes, scrollerRef, zoomRef }} place={shown} />
            {selection.count > 0 && <SelectionBar {...props} selection={selection} onLeave={focusGrid} />}
          </div>
        </SplitPane>
      </div>
    </>
  )
}
