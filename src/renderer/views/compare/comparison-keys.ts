import type { KeyboardEvent } from 'react'
import type { ComparisonRow } from '../../../shared/ipc/comparison-schemas.ts'
import type { ComparisonModel } from '../../stores/comparison-model.ts'
import { attempt } from '../../stores/notices.ts'
import {
  clearFilters,
  copyChosen,
  exportChosen,
  isFiltered,
  stepTo,
  toggleLayout,
  toggleOnlyDifferences,
} from './comparison-actions.ts'
import type { ComparisonPanels } from './comparison-panels.ts'

/** To the row of the folder that holds this one. */
function selectParent(model: ComparisonModel, row: ComparisonRow): boolean {
  if (row.type === 'group') return false
  for (let offset = model.activeOffset - 1; offset >= 0; offset--) {
    const above = model.rows.rowAt(offset)
    if (above === undefined) return false
    if (above.type === 'folder' && above.depth < row.depth) {
      model.select(offset)
      return true
    }
  }
  return false
}

export function toggleFolder(model: ComparisonModel, row: ComparisonRow, offset: number): void {
  if (row.type === 'folder') attempt(() => model.toggle(row.path, !row.isExpanded, offset))
}

export function handleTreeKey(event: KeyboardEvent, model: ComparisonModel, row: ComparisonRow): boolean {
  if (model.query.layout !== 'tree' || event.shiftKey) return false
  if (event.key === 'ArrowRight' && row.type === 'folder') {
    if (row.isExpanded) model.select(Math.min(model.rows.rowCount - 1, model.activeOffset + 1))
    else toggleFolder(model, row, model.activeOffset)
    return true
  }
  if (event.key !== 'ArrowLeft') return false
  if (row.type !== 'folder' || !row.isExpanded) return selectParent(model, row)
  toggleFolder(model, row, model.activeOffset)
  return true
}

/** One step out: of a choice of several, of the filters, of the evidence. */
export function handleEscape(model: ComparisonModel, panels: ComparisonPanels): boolean {
  if (model.choice.isAll || model.choice.rows.size > 0) model.chooseNone()
  else if (isFiltered(model)) clearFilters(model)
  else if (panels.isSideShown) panels.hideSide()
  else return false
  return true
}

/** Ctrl or Cmd with C copies, with A chooses all that is shown. */
export function handleChoiceKey(event: KeyboardEvent, model: ComparisonModel): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return false
  const key = event.key.toLowerCase()
  if (key === 'c') copyChosen(model)
  else if (key === 'a') model.chooseAll()
  else return false
  return true
}

/** The letters of the view, wherever in it the focus is. */
export function runLetter(key: string, model: ComparisonModel, panels: ComparisonPanels): boolean {
  const letters: Readonly<Record<string, () => void>> = {
    n: () => stepTo(model, 1),
    p: () => stepTo(model, -1),
    t: () => toggleLayout(model),
    d: () => toggleOnlyDifferences(model),
    m: panels.toggleMap,
    e: () => exportChosen(model),
  }
  const run = letters[key]
  run?.()
  return run !== undefined
}
