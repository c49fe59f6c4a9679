import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nameCells } from './name-cells.ts'
import { toSlug } from './slug.ts'

const place = { line: 1, column: 1 }
const names = fc.uniqueArray(
  fc.string({ unit: fc.constantFrom('a', 'A', 'b', '_', ' '), minLength: 1, maxLength: 3 }),
  {
    minLength: 1,
    maxLength: 4,
  },
)

it('two cells of one id are found whatever the names of inputs and params are made of', () => {
  fc.assert(
    fc.property(names, names, (ids, paramNames) => {
      const inputs = ids.map((id) => ({ id, place }))
      const params = paramNames.map((name) => ({ name, label: null, cost: null, values: {}, place }))
      const folded = ids.flatMap((id) => paramNames.map((name) => toSlug(`${id}_${name}`).toLowerCase()))
      const named = nameCells(inputs, params, [{ name: 'permutation_id' }, '.bin'])
      expect('problem' in named).toBe(new Set(folded).size < folded.length)
    }),
    { numRuns: 500 },
  )
})
