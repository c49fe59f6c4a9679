/** An event's data in one line: its sentence, and the rest as names with values. */
export interface EventLine {
  readonly message: string | null
  readonly facts: readonly { readonly name: string; readonly value: string }[]
}

const maxFacts = 12
const maxValueLength = 240
const sentenceKeys = ['message', 'msg', 'error', 'reason'] as const

function shorten(text: string): string {
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text
}

function formatValue(value: unknown): string {
  return shorten(typeof value === 'string' ? value : JSON.stringify(value))
}

/** What of an event's data fits in a row; the details have all of it. */
export function describeData(data: Readonly<Record<string, unknown>>): EventLine {
  const sentenceKey = sentenceKeys.find((key) => typeof data[key] === 'string' && data[key] !== '')
  const facts = Object.entries(data)
    .filter(([name]) => name !== sentenceKey)
    .slice(0, maxFacts)
    .map(([name, value]) => ({ name, value: formatValue(value) }))
  return { message: sentenceKey === undefined ? null : shorten(String(data[sentenceKey])), facts }
}

export type EventTone = 'bad' | 'warn' | 'edge' | 'plain'

/** How loud an event is, by its type. */
export function toneOf(type: string): EventTone {
  if (type === 'error') return 'bad'
  if (type === 'warning') return 'warn'
  return type === 'run_started' || type === 'run_finished' ? 'edge' : 'plain'
}
