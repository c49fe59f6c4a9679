import { useResizeObserver } from '@mantine/hooks'
import { useRef, type KeyboardEvent } from 'react'
import type { ComparisonRow } from '../../../../shared/ipc/comparison-schemas.ts'
import type { ActivateMode, RowAria } from '../../../components/grid-types.ts'
import type { GridViewport } from '../../../components/grid-viewport.ts'
import { useFirstFocus } from '../../../components/use-first-focus.ts'
import { VirtualGrid } from '../../../components/virtual-grid.tsx'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'
import { extendTo, jumpToOtherEnd } from '../comparison-actions.ts'
import { handleChoiceKey, handleEscape, handleTreeKey, toggleFolder } from '../comparison-keys.ts'
import type { ComparisonPanels } from '../comparison-panels.ts'
import { Minimap } from '../minimap/minimap.tsx'
import { columnsOf, formFor, type GridForm } from './grid-columns.ts'
import { GridHead } from './grid-head.tsx'
import { RowCells } from './row-cells.tsx'
import styles from './grid.module.css'

interface Props {
  readonly model: ComparisonModel
  readonly panels: ComparisonPanels
  readonly viewport: GridViewport
}

function toneOf(row: ComparisonRow): RowAria['tone'] {
  if (row.type !== 'entry') return row.type
  return row.verdict === 'suspected-corruption' && !row.isMovedAway ? 'loud' : undefined
}

function describeTreeRow(row: ComparisonRow): RowAria {
  if (row.type === 'group') return { tone: 'group' }
  const level = row.depth + 1
  return row.type === 'folder' ? { level, isExpanded: row.isExpanded, tone: 'folder' } : { level, tone: toneOf(row) }
}

function describeListRow(row: ComparisonRow): RowAria {
  return { tone: toneOf(row) }
}

function activate(model: ComparisonModel, offset: number, mode: ActivateMode): void {
  if (mode === 'extend') attempt(() => extendTo(model, offset))
  else if (mode === 'toggle') model.toggleChosen(offset)
  else model.select(offset)
}

const sidesHeadPx = 42
const plainHeadPx = 28

function headHeightOf(form: GridForm): number {
  return form === 'sides' ? sidesHeadPx : plainHeadPx
}

function GridBody({ model, panels, viewport, form }: Props & { readonly form: GridForm }) {
  const boxRef = useRef<HTMLDivElement>(null)
  useFirstFocus(boxRef, '[role="treegrid"], [role="grid"]')
  const { layout } = model.query
  const isTree = layout === 'tree'
  const columns = columnsOf(form, layout)
  const handleKey = (event: KeyboardEvent, row: ComparisonRow | undefined): boolean => {
    if (event.key === 'Escape') return handleEscape(model, panels)
    if (handleChoiceKey(event, model)) return true
    return row !== undefined && handleTreeKey(event, model, row)
  }
  return (
    <div ref={boxRef} className={styles.body}>
      <VirtualGrid
        role={isTree ? 'treegrid' : 'grid'}
        label="Comparison"
        source={model.rows}
        columnCount={columns.count}
        template={columns.template}
        narrowTemplate={columns.template}
        headerHeightPx={headHeightOf(form)}
        header={<GridHead model={model} form={form} />}
        viewport={viewport}
        activeOffset={model.activeOffset}
        onActivate={(offset, mode) => activate(model, offset, mode)}
        isChosen={(row) => model.choice.has(row)}
        describeRow={isTree ? describeTreeRow : describeListRow}
        renderCells={(row, offset) => (
          <RowCells
            row={row}
            form={form}
            isTree={isTree}
            onToggle={() => toggleFolder(model, row, offset)}
            onJump={() => jumpToOtherEnd(model, row)}
          />
        )}
        onRowOpen={(row, offset) => (row.type === 'folder' ? toggleFolder(model, row, offset) : panels.showSide())}
        onKey={handleKey}
      />
    </div>
  )
}

/** Both sides in one table of any length, and beside it where the differences lie; its width decides on the columns. */
export function ComparisonGrid(props: Props) {
  const [boxRef, { width }] = useResizeObserver<HTMLDivElement>()
  const form = formFor(width, props.model.query.layout)
  return (
    <div className={styles.area}>
      <div ref={boxRef} className={styles.box} data-form={form}>
        {width > 0 && <GridBody {...props} form={form} />}
      </div>
      <Minimap model={props.model} viewport={props.viewport} headPx={headHeightOf(form)} />
    </div>
  )
}
