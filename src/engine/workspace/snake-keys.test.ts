import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toCamelKeys, toSnakeKeys } from './snake-keys.ts'

const camelKey = fc.stringMatching(/^[a-z]{1,5}([A-Z][a-z]{1,4}){0,3}(Base64)?$/u)

it('brings camelCase keys back as they were, whatever the values', () => {
  fc.assert(
    fc.property(fc.dictionary(camelKey, fc.jsonValue({ maxDepth: 0 })), (value) => {
      expect(toCamelKeys(toSnakeKeys(value))).toEqual(value)
    }),
  )
})

it('leaves verdicts, digests and keys of other programs alone', () => {
  const value = { counts: { 'kind-changed': 1 }, digests: { sha256: 'x' }, extra: { aB: 1, a_b: { cD: 2 } } }
  expect(toSnakeKeys(value)).toEqual(value)
  expect(toCamelKeys(value)).toEqual(value)
})
