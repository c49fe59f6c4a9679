import type { Plan } from '../../../shared/model/plan.ts'

interface Group<T> {
  readonly cost: number | null
  readonly members: T[]
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** What costs the same together, cheapest first and unknown last; each group by name. */
function groupByCost<T extends { readonly cost: number | null }>(items: readonly T[], nameOf: (item: T) => string) {
  const groups = new Map<number | null, Group<T>>()
  for (const item of items) {
    const group = groups.get(item.cost) ?? { cost: item.cost, members: [] }
    group.members.push(item)
    groups.set(item.cost, group)
  }
  for (const { members } of groups.values()) members.sort((a, b) => compareText(nameOf(a), nameOf(b)))
  const rank = (cost: number | null): number => cost ?? Number.POSITIVE_INFINITY
  // Infinity less itself is no number: two unknown costs are one group, and never compared.
  return [...groups.values()].toSorted((a, b) => rank(a.cost) - rank(b.cost))
}

/** Numbers of all cells in ascending order of their sort keys; linear in their count, because rows and columns are sorted alone. */
export function orderByCost({ inputs, params }: Pick<Plan, 'inputs' | 'params'>): number[] {
  const rows = inputs.map(({ id, cost }, row) => ({ name: id, cost, at: row }))
  const columns = params.map(({ name, cost }, column) => ({ name, cost, at: column }))
  const columnGroups = groupByCost(columns, (column) => column.name)
  const cells: number[] = []
  for (const rowGroup of groupByCost(rows, (row) => row.name)) {
    for (const columnGroup of columnGroups) {
      for (const row of rowGroup.members) {
        for (const column of columnGroup.members) cells.push(row.at * params.length + column.at)
      }
    }
  }
  return cells
}

/** Numbers of all cells in order of their ids. */
export function orderByName({ permutationIds }: Pick<Plan, 'permutationIds'>): number[] {
  const idOf = (cell: number): string => permutationIds[cell] ?? ''
  return Array.from(permutationIds.keys()).toSorted((a, b) => compareText(idOf(a), idOf(b)))
}
