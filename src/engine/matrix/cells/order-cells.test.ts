import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SortKey } from '../../../shared/model/plan.ts'
import { orderByCost, orderByName } from './order-cells.ts'

const cost = fc.option(fc.integer({ min: 0, max: 5 }), { nil: null })
const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 })
const place = { line: 1, column: 1 }

const product = fc.tuple(names, names, fc.infiniteStream(cost)).map(([ids, params, costs]) => ({
  inputs: ids.map((id) => ({
    id,
    label: id,
    path: null,
    cost: costs.next().value ?? null,
    costUnit: 'given' as const,
    place,
  })),
  params: params.map((name) => ({ name, label: null, cost: costs.next().value ?? null, values: {}, place })),
}))

/** As the definition of a sort key says, one element after the other, unknown last. */
function compareKeys(left: SortKey, right: SortKey): number {
  for (const [at, a] of left.entries()) {
    const b = right[at]
    if (a === b) continue
    if (a === null || b === null || b === undefined) return a === null ? 1 : -1
    return a < b ? -1 : 1
  }
  return 0
}

it('cells come cheapest first, by their sort keys, each once', () => {
  fc.assert(
    fc.property(product, ({ inputs, params }) => {
      const keyOf = (cell: number): SortKey => {
        const input = inputs[Math.floor(cell / params.length)]
        const param = params[cell % params.length]
        return [input?.cost ?? null, param?.cost ?? null, input?.id ?? '', param?.name ?? '']
      }
      const all = Array.from({ length: inputs.length * params.length }, (_, cell) => cell)
      const expected = all.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b)))
      expect(orderByCost({ inputs, params })).toEqual(expected)
    }),
  )
})

it('cells come in the order of their ids', () => {
  const permutationIds = ['b_2', 'a_10', 'B_1', 'a_1']
  expect(orderByName({ permutationIds })).toEqual([2, 3, 1, 0])
})
