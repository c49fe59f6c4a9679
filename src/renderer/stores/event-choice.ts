import type { EventRow } from '../../shared/ipc/ledger-schemas.ts'

/** More are not copied at once. */
export const maxCopiedEvents = 10_000

/** Rows chosen together: all between where Shift began and where it is now. */
export interface EventRange {
  readonly first: number
  readonly last: number
}

export function rangeBetween(anchor: number, offset: number): EventRange {
  return { first: Math.min(anchor, offset), last: Math.max(anchor, offset) }
}

function oneLine(text: string): string {
  return text.replaceAll(/[\t\r\n]+/gu, ' ')
}

/** Events as tab-separated text with a heading, to be pasted. */
export function formatEvents(rows: readonly EventRow[]): string {
  const lines = rows.map(({ sequence, timestamp, type, data }) =>
    [String(sequence), timestamp, oneLine(type), JSON.stringify(data)].join('\t'),
  )
  return ['number\ttime\ttype\tdata', ...lines].join('\n')
}
