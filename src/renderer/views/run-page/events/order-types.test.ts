import { expect, it } from 'vitest'
import { orderTypes } from './order-types.ts'

it('puts errors and warnings before what is more frequent', () => {
  const types = [
    { type: 'run_started', count: 1 },
    { type: 'item_processed', count: 900 },
    { type: 'warning', count: 2 },
    { type: 'error', count: 1 },
  ]
  expect(orderTypes(types).map(({ type }) => type)).toEqual(['error', 'warning', 'item_processed', 'run_started'])
})
