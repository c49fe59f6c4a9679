import type { EventTotals } from '../../../../shared/ipc/ledger-schemas.ts'

type TypeCount = EventTotals['types'][number]

function rankOf({ type }: TypeCount): number {
  if (type === 'error') return 0
  return type === 'warning' ? 1 : 2
}

/** Errors and warnings first, then the most frequent. */
export function orderTypes(types: readonly TypeCount[]): TypeCount[] {
  return types.toSorted((a, b) => rankOf(a) - rankOf(b) || b.count - a.count || a.type.localeCompare(b.type))
}
