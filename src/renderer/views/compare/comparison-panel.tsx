import { Button } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { GridViewport } from '../../components/grid-viewport.ts'
import { SplitPane } from '../../components/split-pane.tsx'
import { useFindTarget } from '../../shell/find-target.ts'
import { isKeyElsewhere } from '../../shell/is-typing.ts'
import type { ComparisonModel } from '../../stores/comparison-model.ts'
import { useLibrary } from '../../stores/library-store.ts'
import { nameSubject } from '../../stores/run-names.ts'
import { useRun } from '../../stores/runs-store.ts'
import { useComparisonModel } from './comparison-hook.ts'
import { isFiltered } from './comparison-actions.ts'
import { handleEscape, runLetter } from './comparison-keys.ts'
import { useComparisonPanels, type ComparisonPanels } from './comparison-panels.ts'
import { ComparisonSkeleton, NoRows, RecordedNote } from './comparison-states.tsx'
import { EvidencePanel } from './evidence/evidence-panel.tsx'
import { ComparisonGrid } from './grid/comparison-grid.tsx'
import { ComparisonToolbar } from './toolbar/toolbar.tsx'
import { ComparisonMap } from './treemap/comparison-map.tsx'
import styles from './comparison.module.css'

interface Props {
  readonly runId: string
  /** Shows all of a past run of which only the findings were kept. */
  readonly onCompareAgain?: () => void
}

interface PartProps {
  readonly run: RunSnapshot
  readonly model: ComparisonModel
  readonly panels: ComparisonPanels
}

/** The letters of the view work from anywhere in it, as no field has the focus. */
function useLetters(model: ComparisonModel, panels: ComparisonPanels): void {
  useEffect(() => {
    const handleKey = (event: globalThis.KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isKeyElsewhere(event)) return
      if (runLetter(event.key, model, panels)) event.preventDefault()
    }
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  })
}

/** Brings what was jumped to into view before the grid's own least scroll would, and a new list to its beginning. */
function useJumps(model: ComparisonModel): GridViewport {
  const [viewport] = useState(() => new GridViewport())
  const { jumps } = model
  useLayoutEffect(() => {
    if (jumps === 0) return
    if (model.activeOffset >= 0) viewport.reveal(model.activeOffset)
    else viewport.scrollTo(0)
  }, [model, viewport, jumps])
  return viewport
}

function SideColumn({ run, model, panels }: PartProps) {
  const folders = useLibrary((state) => state.folders)
  return (
    <div className={styles.side}>
      {panels.isMapShown && (
        <div className={styles.mapArea}>
          <ComparisonMap model={model} rootName={nameSubject(folders, run)} />
        </div>
      )}
      <div className={styles.evidenceArea}>
        <EvidencePanel model={model} />
      </div>
    </div>
  )
}

function ComparisonBody({ run, model, panels, onCompareAgain }: PartProps & Omit<Props, 'runId'>) {
  const inputRef = useRef<HTMLInputElement>(null)
  const tableRef = useRef<HTMLDivElement>(null)
  const viewport = useJumps(model)
  useFindTarget(inputRef)
  useLetters(model, panels)
  // Nothing to look into: neither columns nor evidence.
  const isCalm = model.rows.rowCount === 0 && model.extent !== 'live' && !isFiltered(model)
  const focusTable = (): void => {
    tableRef.current?.querySelector<HTMLElement>('[role="treegrid"], [role="grid"]')?.focus()
    if (model.activeOffset < 0 && model.rows.rowCount > 0) model.select(0)
  }
  const table = (
    <div ref={tableRef} className={styles.table}>
      <ComparisonGrid model={model} panels={panels} viewport={viewport} />
      {model.rows.rowCount === 0 && !isCalm && <NoRows run={run} model={model} />}
    </div>
  )
  return (
    <>
      <ComparisonToolbar model={model} panels={panels} isCalm={isCalm} inputRef={inputRef} onLeave={focusTable} />
      <RecordedNote run={run} model={model} onCompareAgain={onCompareAgain} />
      {isCalm ? (
        <NoRows run={run} model={model} />
      ) : (
        <SplitPane
          name="comparison"
          firstSizePx={panels.firstSidePx}
          side={panels.isSideShown ? <SideColumn run={run} model={model} panels={panels} /> : null}
        >
          {table}
        </SplitPane>
      )}
    </>
  )
}

function OpenPanel({
  run,
  onCompareAgain,
}: {
  readonly run: RunSnapshot
  readonly onCompareAgain: (() => void) | undefined
}) {
  const model = useComparisonModel(run)
  const panels = useComparisonPanels()
  if (model.failure !== undefined) {
    return (
      <div className={styles.failed}>
        <FailurePanel failure={model.failure}>
          <Button variant="default" onClick={() => void model.open()}>
            Try again
          </Button>
        </FailurePanel>
      </div>
    )
  }
  if (model.totals === undefined) return <ComparisonSkeleton />
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || isKeyElsewhere(event.nativeEvent)) return
    if (handleEscape(model, panels)) event.preventDefault()
  }
  return (
    // Escape steps out from wherever in the view the focus is; the table and the map handle their own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.panel} onKeyDown={handleKey}>
      <ComparisonBody
        run={run}
        model={model}
        panels={panels}
        {...(onCompareAgain === undefined ? {} : { onCompareAgain })}
      />
    </div>
  )
}

/** A comparison of a verify or compare run: live while it works, whole after it, or what its record kept. */
export function ComparisonPanel({ runId, onCompareAgain }: Props) {
  const run = useRun(runId)
  return run === undefined ? (
    <ComparisonSkeleton />
  ) : (
    <OpenPanel key={runId} run={run} onCompareAgain={onCompareAgain} />
  )
}
