import { Button } from '@mantine/core'
import { IconCamera, IconFileImport, IconTimeline } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { ViewHeader } from '../../components/view-header.tsx'
import { countOf, formatCount } from '../../format/quantity.ts'
import { useFindTarget } from '../../shell/find-target.ts'
import { useViewKey } from '../../shell/use-view-key.ts'
import { chooseRunLog, chooseSnapshotFolder } from '../../stores/actions.ts'
import {
  changeRunQuery,
  followLedgerRuns,
  maxHeldRuns,
  reloadLedgerRuns,
  useLedgerRuns,
} from '../../stores/ledger-runs/ledger-runs.ts'
import { attempt } from '../../stores/notices.ts'
import { ChainCheck } from './chain-check.tsx'
import { RunList } from './list/run-list.tsx'
import { useRunClock, useRunsModel, type RunsModel } from './runs-model.ts'
import { RunChips, RunsToolbar } from './runs-toolbar.tsx'
import { Timeline } from './timeline/timeline.tsx'
import { presetOf } from './timeline/time-window.ts'
import { useRunsPlace, type RunsPlace } from './runs-place.ts'
import { StackPane } from './split/stack-pane.tsx'
import styles from './runs.module.css'

function NoRuns() {
  return (
    <div className={styles.empty}>
      <IconTimeline size={40} stroke={1.4} aria-hidden />
      <h2>No run yet</h2>
      <p>
        Every snapshot, verify, compare, watch, audit, build, import and export is kept here from its first moment,
        whatever its end.
      </p>
      <Button size="sm" leftSection={<IconCamera size={16} />} onClick={() => attempt(chooseSnapshotFolder)}>
        Snapshot a folder
      </Button>
    </div>
  )
}

function CutNote({ count }: { readonly count: number }) {
  if (count < maxHeldRuns) return null
  return <p className={styles.cut}>The newest {formatCount(count)} runs are shown; the command line has them all.</p>
}

interface PanesProps {
  readonly model: RunsModel
  readonly place: RunsPlace
  readonly nowMs: number
  readonly onFind: () => void
}

/** The runs over time, and below as a list. */
function RunsPanes({ model, place, nowMs, onFind }: PanesProps) {
  const brush = useLedgerRuns((state) => state.query.span)
  const { table, filtered, density, layout, loud } = model
  const { selectedIndex, target, select, open } = place
  const timeline = (
    <Timeline
      {...{ table, layout, loud, density, selectedIndex, brush, nowMs, target }}
      onSelect={select}
      onOpen={open}
      onZoomTo={place.zoomTo}
      onBrush={(span) => changeRunQuery({ span })}
      onWalk={place.walk}
      onWindow={place.setShown}
    />
  )
  const list = (
    <RunList {...{ table, selectedIndex, nowMs, onFind }} listed={filtered.listed} onSelect={select} onOpen={open} />
  )
  return <StackPane name="runs" usualShare={0.5} label="Height of the timeline" upper={timeline} lower={list} />
}

/** The runs once there are some. */
function RunsBody() {
  const table = useLedgerRuns((state) => state.held.table)
  const query = useLedgerRuns((state) => state.query)
  const nowMs = useRunClock(table.openRows.length > 0)
  const model = useRunsModel(nowMs)
  const place = useRunsPlace(model, nowMs)
  const inputRef = useRef<HTMLInputElement>(null)
  const bodyRef = useRef<HTMLDivElement>(null)
  useFindTarget(inputRef)
  useFirstFocus(bodyRef, '[role="grid"]')
  useViewKey('0', place.showAll)
  return (
    <>
      <RunChips query={query} filtered={model.filtered} />
      <RunsToolbar
        query={query}
        filtered={model.filtered}
        preset={presetOf(place.shown)}
        inputRef={inputRef}
        onPreset={place.choosePreset}
        onLeave={() => bodyRef.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
      />
      <CutNote count={table.count} />
      <div ref={bodyRef} className={styles.body}>
        <RunsPanes {...{ model, place, nowMs }} onFind={() => inputRef.current?.focus()} />
      </div>
    </>
  )
}

/** All runs of the ledger: over time, and as a list by the same query. */
export function RunsView() {
  const totalCount = useLedgerRuns((state) => state.totalCount)
  const isLoading = useLedgerRuns((state) => state.isLoading)
  const failure = useLedgerRuns((state) => state.failure)
  useEffect(followLedgerRuns, [])
  return (
    <>
      <ViewHeader title="Runs" subtitle={totalCount === null ? 'Reading the ledger…' : countOf(totalCount, 'run')}>
        {totalCount !== null && totalCount > 0 && <ChainCheck />}
        <Button variant="default" leftSection={<IconFileImport size={14} />} onClick={() => attempt(chooseRunLog)}>
          Import a run log
        </Button>
      </ViewHeader>
      {failure !== null && (
        <div className={styles.failed}>
          <FailurePanel failure={failure}>
            <Button variant="default" disabled={isLoading} onClick={reloadLedgerRuns}>
              Try again
            </Button>
          </FailurePanel>
        </div>
      )}
      {totalCount === null && failure === null && <div className={styles.skeleton} aria-busy />}
      {totalCount === 0 && <NoRuns />}
      {totalCount !== null && totalCount > 0 && <RunsBody />}
    </>
  )
}
