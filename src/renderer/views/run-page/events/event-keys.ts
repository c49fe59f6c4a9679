import type { KeyboardEvent } from 'react'
import { copyText } from '../../../components/copy-text.ts'
import { countOf, formatCount } from '../../../format/quantity.ts'
import type { EventsModel } from '../../../stores/events-model.ts'
import { attempt, tell } from '../../../stores/notices.ts'

async function copyChosen(model: EventsModel): Promise<void> {
  const { text, copiedCount, chosenCount } = await model.copyChosen()
  if (copiedCount === 0) {
    tell('Nothing is selected', 'Select an event first.')
    return
  }
  await copyText(text)
  const all = chosenCount > copiedCount ? ` of ${formatCount(chosenCount)}` : ''
  tell('Copied', `${countOf(copiedCount, 'event')}${all}, as tab-separated text`)
}

export function copyEvents(model: EventsModel): void {
  attempt(() => copyChosen(model))
}

export function isFiltered({ query }: EventsModel): boolean {
  return query.search !== '' || query.types !== null
}

/** Ctrl or Cmd with C copies, with A chooses all that is shown; Escape goes one step out. */
export function handleEventKey(event: KeyboardEvent, model: EventsModel): boolean {
  if (event.key === 'Escape') {
    if (model.activeOffset >= 0) model.select(-1)
    else if (isFiltered(model)) attempt(() => model.change({ search: '', types: null }))
    else return false
    return true
  }
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return false
  const key = event.key.toLowerCase()
  if (key === 'c') copyEvents(model)
  else if (key === 'a') model.selectAll()
  else return false
  return true
}
