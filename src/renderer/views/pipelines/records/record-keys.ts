import type { KeyboardEvent } from 'react'
import { copyText } from '../../../components/copy-text.ts'
import { countOf, formatCount } from '../../../format/quantity.ts'
import { attempt, tell } from '../../../stores/notices.ts'
import { isFiltered, noFilter } from '../../../stores/pipelines/record-query.ts'
import type { RecordIdentity, RecordsModel } from '../../../stores/pipelines/records-model.ts'

async function copyChosen(model: RecordsModel): Promise<void> {
  if (model.rows.rowCount === 0) {
    tell('Nothing to copy', 'No record is shown.')
    return
  }
  const { text, copiedCount, chosenCount } = await model.copyChosen()
  await copyText(text)
  const all = chosenCount > copiedCount ? ` of ${formatCount(chosenCount)}, the first ones` : ''
  tell('Copied', `${countOf(copiedCount, 'record')}${all}, as tab-separated text`)
}

export function copyRecords(model: RecordsModel): void {
  attempt(() => copyChosen(model))
}

/** Ctrl or Cmd with C copies, with A chooses all that is shown; Escape goes one step out. */
export function handleRecordKey(event: KeyboardEvent, model: RecordsModel): boolean {
  if (event.key === 'Escape') {
    if (model.activeOffset >= 0) model.select(-1)
    else if (isFiltered(model.query)) attempt(() => model.change(noFilter))
    else return false
    return true
  }
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return false
  const key = event.key.toLowerCase()
  if (key === 'c') copyRecords(model)
  else if (key === 'a') model.selectAll()
  else return false
  return true
}

/** To a record that was asked for, whatever hides it. */
export function goToRecord(model: RecordsModel, identity: RecordIdentity): void {
  attempt(async () => {
    const outcome = await model.reveal(identity)
    if (outcome === 'none') tell('Not there any more', 'No manifest of this folder has that record now.')
    if (outcome === 'uncovered') tell('Filters taken off', 'They hid the record you went to.')
  })
}
