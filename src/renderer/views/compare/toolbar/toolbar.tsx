import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core'
import {
  IconChartTreemap,
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconCopy,
  IconFileExport,
  IconFold,
  IconFoldDown,
  IconLayoutSidebarRight,
  type Icon,
} from '@tabler/icons-react'
import { useCallback, type RefObject } from 'react'
import { SearchField } from '../../../components/search-field.tsx'
import { formatCount } from '../../../format/quantity.ts'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'
import { copyChosen, exportChosen, exportScope, stepTo, toggleOnlyDifferences } from '../comparison-actions.ts'
import type { ComparisonPanels } from '../comparison-panels.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { FolderChip } from './folder-chip.tsx'
import { VerdictChips } from './verdict-chips.tsx'
import styles from './toolbar.module.css'

interface Props {
  readonly model: ComparisonModel
  readonly panels: ComparisonPanels
  /** Nothing differs and nothing is shown: what walks and arranges rows would do nothing. */
  readonly isCalm: boolean
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onLeave: () => void
}

interface ToolProps {
  readonly label: string
  readonly hint: string
  readonly icon: Icon
  readonly isOn?: boolean
  readonly onClick: () => void
}

function Tool({ label, hint, icon: ToolIcon, isOn, onClick }: ToolProps) {
  return (
    <Tooltip label={hint}>
      <ActionIcon aria-label={label} aria-pressed={isOn} data-on={isOn === true || undefined} onClick={onClick}>
        <ToolIcon size={16} />
      </ActionIcon>
    </Tooltip>
  )
}

function OnlyDifferences({ model }: { readonly model: ComparisonModel }) {
  const { onlyDifferences, verdicts } = model.query
  const isOutranked = verdicts.length > 0
  return (
    <Tooltip
      label={isOutranked ? 'The chosen verdicts decide; back to all differences (d)' : 'Hide what is the same (d)'}
    >
      <button
        type="button"
        className={styles.only}
        aria-pressed={onlyDifferences}
        data-outranked={isOutranked || undefined}
        onClick={() => toggleOnlyDifferences(model)}
      >
        <span className={styles.tick}>{onlyDifferences && <IconCheck size={11} stroke={3} aria-hidden />}</span>
        Only differences
      </button>
    </Tooltip>
  )
}

function Shown({ model, isCalm }: Pick<Props, 'model' | 'isCalm'>) {
  const { totals } = model
  const all = Object.values(totals?.counts ?? {}).reduce((sum, count) => sum + count, 0)
  return (
    <span className={styles.shown} role="status">
      {totals !== undefined && !isCalm && (
        <>
          {formatCount(totals.matchedCount)}
          {all > totals.matchedCount && <span className={styles.ofAll}> of {formatCount(all)}</span>}
          <span className="visually-hidden"> shown</span>
        </>
      )}
    </span>
  )
}

function LayoutTools({ model }: { readonly model: ComparisonModel }) {
  if (model.extent === 'live') return null
  const { layout } = model.query
  return (
    <>
      {layout === 'tree' && (
        <>
          <Tool
            label="Open all folders"
            hint="Open all folders"
            icon={IconFoldDown}
            onClick={() => attempt(() => model.toggleAll(true))}
          />
          <Tool
            label="Close all folders"
            hint="Close all folders"
            icon={IconFold}
            onClick={() => attempt(() => model.toggleAll(false))}
          />
        </>
      )}
      <SegmentedControl
        aria-label="Layout"
        data={[
          { value: 'tree', label: 'Tree' },
          { value: 'list', label: 'List' },
        ]}
        value={layout}
        onChange={(next) => attempt(() => model.setLayout(next === 'list' ? 'list' : 'tree'))}
      />
    </>
  )
}

function PanelTools({ model, panels }: Pick<Props, 'model' | 'panels'>) {
  const { isMapShown, isSideShown } = panels
  return (
    <>
      {model.extent !== 'live' && (
        <Tool
          label="Map"
          hint={`${isMapShown ? 'Hide' : 'Show'} the map (m)`}
          icon={IconChartTreemap}
          isOn={isMapShown}
          onClick={panels.toggleMap}
        />
      )}
      <Tool
        label="Evidence panel"
        hint={isSideShown ? 'Hide the evidence' : 'Show the evidence (Enter)'}
        icon={IconLayoutSidebarRight}
        isOn={isSideShown}
        onClick={panels.toggleSide}
      />
    </>
  )
}

function StepTools({ model }: { readonly model: ComparisonModel }) {
  return (
    <>
      <Tool
        label="Previous difference"
        hint="Previous difference (p)"
        icon={IconChevronUp}
        onClick={() => stepTo(model, -1)}
      />
      <Tool
        label="Next difference"
        hint="Next difference (n)"
        icon={IconChevronDown}
        onClick={() => stepTo(model, 1)}
      />
    </>
  )
}

// A million paths are searched in less than what a fast typist rests.
const searchDelayMs = 30

const exportHints = {
  chosen: 'Export the selected rows (e)',
  shown: 'Export the rows that are shown (e)',
  run: 'Export a report (e)',
}

function TakeTools({ model, isCalm }: Pick<Props, 'model' | 'isCalm'>) {
  return (
    <>
      {!isCalm && <Tool label="Copy" hint="Copy the selected row" icon={IconCopy} onClick={() => copyChosen(model)} />}
      {model.extent !== 'live' && (
        <Tooltip label={exportHints[exportScope(model)]}>
          <Button
            variant="default"
            className={styles.export}
            aria-label="Export a report"
            leftSection={<IconFileExport size={14} />}
            onClick={() => exportChosen(model)}
          >
            Export…
          </Button>
        </Tooltip>
      )}
    </>
  )
}

/** Filters above; below them the search, what is shown of how much, and the ways to look at it. */
export function ComparisonToolbar({ model, panels, isCalm, inputRef, onLeave }: Props) {
  const search = useCallback((text: string) => attempt(() => model.change({ search: text })), [model])
  const chosenCount = model.choice.countAmong(model.totals?.matchedCount ?? 0)
  return (
    <div className={styles.toolbar}>
      <VerdictChips model={model} />
      <div className={styles.tools} role="toolbar" aria-label="Comparison tools">
        <SearchField
          className={styles.search}
          label="Search paths and digests"
          placeholder="Path or digest"
          value={model.query.search}
          onChange={search}
          onLeave={onLeave}
          inputRef={inputRef}
          delayMs={searchDelayMs}
        />
        {model.extent === 'whole' && <OnlyDifferences model={model} />}
        <FolderChip model={model} />
        {chosenCount > 1 ? <ChosenBar model={model} count={chosenCount} /> : <Shown model={model} isCalm={isCalm} />}
        {!isCalm && (
          <>
            <StepTools model={model} />
            <LayoutTools model={model} />
            <PanelTools model={model} panels={panels} />
          </>
        )}
        {chosenCount <= 1 && <TakeTools model={model} isCalm={isCalm} />}
      </div>
    </div>
  )
}
