import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascending } from './entry-order.ts'
import { complementKeys, sortByKeys } from './radix-sort.ts'

const word = fc.oneof(fc.nat(2), fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.constantFrom(65_535, 65_536, 2 ** 32 - 1))
const pairs = fc.array(fc.tuple(word, word), { maxLength: 200 })

describe('sorting by keys', () => {
  it('orders as a comparison of the keys would and keeps ties in place, both ways', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), (values, isDescending) => {
        const keys = {
          high: Uint32Array.from(values, ([high]) => high),
          low: Uint32Array.from(values, ([, low]) => low),
        }
        if (isDescending) complementKeys(keys)
        const key = (at: number): bigint => (BigInt(values[at]![0]) << 32n) | BigInt(values[at]![1])
        const expected = Array.from(ascending(values.length)).toSorted((a, b) => {
          const difference = isDescending ? key(b) - key(a) : key(a) - key(b)
          return difference > 0n ? 1 : difference < 0n ? -1 : 0
        })
        expect(Array.from(sortByKeys(ascending(values.length), keys))).toEqual(expected)
      }),
    )
  })
})
