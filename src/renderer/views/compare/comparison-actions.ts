import type { ComparisonRow } from '../../../shared/ipc/comparison-schemas.ts'
import { copyText } from '../../components/copy-text.ts'
import { countOf, formatCount } from '../../format/quantity.ts'
import { maxChosenRows } from '../../stores/comparison-choice.ts'
import type { ComparisonModel } from '../../stores/comparison-model.ts'
import { showDialog } from '../../stores/dialog-store.ts'
import { attempt, tell } from '../../stores/notices.ts'

async function copyNow(model: ComparisonModel): Promise<void> {
  const row = model.activeRow
  const rows = model.subject
  if (rows?.length === 0) {
    if (row?.type === 'folder') await copyText(row.path)
    return
  }
  const { text, copiedCount, matchedCount } = await model.view.ask('comparison.copy', { rows: rows && [...rows] })
  await copyText(text)
  if (copiedCount < matchedCount) {
    tell(
      'Copied in part',
      `The first ${formatCount(copiedCount)} of ${countOf(matchedCount, 'row')}. Export has them all.`,
    )
  } else tell('Copied', `${countOf(copiedCount, 'row')}, as a table to be pasted.`)
}

/** Copies the chosen rows, or the active one; of a folder its path. */
export function copyChosen(model: ComparisonModel): void {
  attempt(() => copyNow(model))
}

/** What an export takes: the rows chosen together, else what the filters leave, else the whole run. */
export function exportScope(model: ComparisonModel): 'chosen' | 'shown' | 'run' {
  if (model.choice.rows.size > 1) return 'chosen'
  return model.choice.isAll || isFiltered(model) ? 'shown' : 'run'
}

export function exportChosen(model: ComparisonModel): void {
  const { runId, choice } = model
  const scope = exportScope(model)
  if (model.extent === 'live') return
  if (scope === 'run') {
    showDialog({ kind: 'export', subject: { type: 'run', runId } })
    return
  }
  const rows = scope === 'chosen' ? [...choice.rows] : null
  attempt(async () => {
    const viewId = await model.view.viewId()
    showDialog({ kind: 'export', subject: { type: 'selection', viewId, runId, rows } })
  })
}

export function stepTo(model: ComparisonModel, by: 1 | -1): void {
  attempt(async () => {
    if (await model.step(by)) return
    const isNone = (model.totals?.matchedCount ?? 0) === 0
    if (isNone) tell('No differences', 'Nothing that is shown differs.')
    else tell(by > 0 ? 'The last difference' : 'The first difference', `There is none ${by > 0 ? 'below' : 'above'}.`)
  })
}

export function toggleOnlyDifferences(model: ComparisonModel): void {
  if (model.extent !== 'whole') return
  const { onlyDifferences, verdicts } = model.query
  // Chosen verdicts outrank this switch, which would then do nothing.
  if (verdicts.length > 0) attempt(() => model.change({ verdicts: [], onlyDifferences: true }))
  else attempt(() => model.change({ onlyDifferences: !onlyDifferences }))
}

export function toggleLayout(model: ComparisonModel): void {
  if (model.extent !== 'live') attempt(() => model.setLayout(model.query.layout === 'tree' ? 'list' : 'tree'))
}

export function isFiltered(model: ComparisonModel): boolean {
  const { search, verdicts, folder } = model.query
  return search !== '' || verdicts.length > 0 || folder !== ''
}

export function clearFilters(model: ComparisonModel): void {
  attempt(() => model.change({ search: '', verdicts: [], folder: '' }))
}

/** Chooses all rows up to one, and says so where they are too many to be chosen by hand. */
export async function extendTo(model: ComparisonModel, offset: number): Promise<void> {
  if (await model.extendTo(offset)) return
  tell(
    'Selected in part',
    `At most ${formatCount(maxChosenRows)} rows at a time. Select all takes what is shown whole.`,
  )
}

/** From one end of a move to the other. */
export function jumpToOtherEnd(model: ComparisonModel, row: ComparisonRow): void {
  if (row.type !== 'entry') return
  attempt(async () => {
    const { linked } = await model.view.ask('comparison.detail', { row: row.row })
    const end = linked.find((link) => link.path === row.otherPath && link.row !== null)
    const endRow = end?.row ?? null
    if (endRow !== null) await revealRow(model, endRow)
  })
}

/** To a row that was asked for by name, whatever hides it. */
export async function revealRow(model: ComparisonModel, row: number): Promise<void> {
  const wasFiltered = isFiltered(model) || model.query.onlyDifferences
  const before = model.query
  if (!(await model.reveal(row))) tell('Not shown', 'That path is not among the rows at hand.')
  else if (wasFiltered && model.query !== before) tell('Filters taken off', 'They hid the row you went to.')
}
