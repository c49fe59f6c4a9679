import { Button, SegmentedControl } from '@mantine/core'
import { useRef, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { PipelineDetail } from '../../../shared/ipc/pipeline-schemas.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { GridViewport } from '../../components/grid-viewport.ts'
import { SplitPane } from '../../components/split-pane.tsx'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { formatCount } from '../../format/quantity.ts'
import { useFindTarget } from '../../shell/find-target.ts'
import { attempt } from '../../stores/notices.ts'
import { badFileStates, isFiltered, noFilter, toggle } from '../../stores/pipelines/record-query.ts'
import type { RecordsModel } from '../../stores/pipelines/records-model.ts'
import { ManifestCards } from './cards/manifest-cards.tsx'
import { sumCards } from './cards/card-facts.ts'
import { CheckStrip } from './check-strip.tsx'
import { RecordDetails } from './details/record-details.tsx'
import { ProblemsPanel } from './problems/problems-panel.tsx'
import { RecordChips } from './records/record-chips.tsx'
import { RecordsGrid } from './records/records-grid.tsx'
import { RecordsToolbar } from './records/records-toolbar.tsx'
import { UnknownPanel } from './unknown/unknown-panel.tsx'
import { findCard, type PageState } from './use-page-state.ts'
import styles from './page.module.css'
import recordStyles from './records/records.module.css'

interface Props {
  readonly detail: PipelineDetail
  readonly page: PageState
  readonly model: RecordsModel
}

function Tabs({ detail, page }: Omit<Props, 'model'>) {
  const { unknownCount } = detail
  const unknown = unknownCount === null ? 'Unknown files' : `Unknown files ${formatCount(unknownCount)}`
  return (
    <SegmentedControl
      aria-label="What is listed"
      data={[
        { value: 'records', label: 'Records' },
        { value: 'unknown', label: unknown },
      ]}
      value={page.tab}
      onChange={page.setTab}
    />
  )
}

function NothingShown({ model }: Pick<Props, 'model'>) {
  if (model.totals === undefined || model.rows.rowCount > 0 || model.failure !== undefined) return null
  if (!isFiltered(model.query)) {
    return <div className={recordStyles.none}>The manifests have no records yet. New ones appear by themselves.</div>
  }
  return (
    <div className={recordStyles.none}>
      No record passes the filters.
      <Button variant="default" onClick={() => attempt(() => model.change(noFilter))}>
        Clear the filters
      </Button>
    </div>
  )
}

function RecordsFailed({ model }: Pick<Props, 'model'>) {
  if (model.failure === undefined) return null
  return (
    <div className={recordStyles.failed}>
      <FailurePanel failure={model.failure}>
        <Button variant="default" onClick={() => attempt(() => model.refresh())}>
          Try again
        </Button>
      </FailurePanel>
    </div>
  )
}

interface SideProps extends Props {
  /** Back to the records. */
  readonly onLeave: () => void
}

/** Escape leads from the panel back to the list beside it, and not out of the page. */
function leaveByEscape(event: KeyboardEvent, onLeave: () => void): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return
  event.preventDefault()
  onLeave()
}

function Side({ detail, page, model, onLeave }: SideProps): ReactNode {
  const { side } = page
  const card = side?.kind === 'problems' ? findCard(detail, side.manifestKey) : undefined
  const isWell = card === undefined || (card.problemCount === 0 && card.failure === null)
  if (isWell) return <RecordDetails model={model} />
  return <ProblemsPanel card={card} onRepair={(kind) => page.repair(card.manifestKey, kind)} onClose={onLeave} />
}

interface RecordsProps extends Props {
  readonly inputRef: RefObject<HTMLInputElement | null>
}

function Records({ detail, page, model, inputRef }: RecordsProps) {
  const [viewport] = useState(() => new GridViewport())
  const areaRef = useRef<HTMLDivElement>(null)
  useFirstFocus(areaRef, '[role="grid"]')
  const focusGrid = (): void => areaRef.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  const showRecord = (): void => page.setSide({ kind: 'record' })
  const leaveSide = (): void => {
    if (page.side?.kind === 'problems') showRecord()
    focusGrid()
  }
  const side = page.side !== null && (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears the Escape of what is inside
    <div className={styles.side} onKeyDown={(event) => leaveByEscape(event, leaveSide)}>
      <Side detail={detail} page={page} model={model} onLeave={leaveSide} />
    </div>
  )
  return (
    <>
      <RecordChips model={model} />
      <RecordsToolbar
        model={model}
        recordCount={sumCards(detail.manifests).recordCount}
        isSideShown={page.side !== null}
        onToggleSide={() => page.setSide(page.side === null ? { kind: 'record' } : null)}
        inputRef={inputRef}
        onLeave={focusGrid}
      >
        <Tabs detail={detail} page={page} />
      </RecordsToolbar>
      <SplitPane name="record" firstSizePx={360} side={side === false ? null : side}>
        <div ref={areaRef} className={recordStyles.area}>
          <RecordsGrid
            model={model}
            viewport={viewport}
            onFind={() => inputRef.current?.focus()}
            onDetails={showRecord}
            onSelect={() => page.side !== null && showRecord()}
          />
          <NothingShown model={model} />
          <RecordsFailed model={model} />
        </div>
      </SplitPane>
    </>
  )
}

/** The manifests as cards, and below them the records or the files without one. */
export function PipelineBody({ detail, page, model }: Props) {
  useSyncExternalStore(model.subscribe, model.getVersion)
  const inputRef = useRef<HTMLInputElement>(null)
  useFindTarget(inputRef)
  const showAttention = (): void => {
    page.setTab('records')
    attempt(() => model.change({ ...noFilter, states: [...badFileStates] }))
  }
  return (
    <>
      <CheckStrip detail={detail} onAttention={showAttention} />
      <ManifestCards
        cards={detail.manifests}
        chosen={model.query.manifestKeys}
        onToggle={(key) => {
          page.setTab('records')
          attempt(() => model.change({ manifestKeys: toggle(model.query.manifestKeys, key) }))
        }}
        onProblems={page.showProblems}
      />
      {page.tab === 'records' ? (
        <Records detail={detail} page={page} model={model} inputRef={inputRef} />
      ) : (
        <>
          <div className={styles.unknownTools}>
            <Tabs detail={detail} page={page} />
          </div>
          <UnknownPanel
            detail={detail}
            onCheck={() => page.check(false)}
            onSeen={(location) => page.ask({ type: 'location', location })}
          />
        </>
      )}
    </>
  )
}
