import { expect, it } from 'vitest'
import { clampShare, moveShareByKey } from './stack-share.ts'

it('keeps both parts of a stack usable, and halves what is too low for two', () => {
  expect(clampShare(0.01, 600)).toBeCloseTo(0.2)
  expect(clampShare(0.99, 600)).toBeCloseTo(0.8)
  expect(clampShare(0.6, 600)).toBe(0.6)
  expect(clampShare(0.9, 100)).toBe(0.5)
})

it('moves the bar of a stack by arrow keys and to its ends, and back by Enter', () => {
  expect(moveShareByKey('ArrowUp', 0.5, 0.4)).toBeCloseTo(0.46)
  expect(moveShareByKey('ArrowDown', 0.5, 0.4)).toBeCloseTo(0.54)
  expect([moveShareByKey('Home', 0.5, 0.4), moveShareByKey('End', 0.5, 0.4)]).toEqual([0, 1])
  expect([moveShareByKey('Enter', 0.5, 0.4), moveShareByKey('a', 0.5, 0.4)]).toEqual([0.4, undefined])
})
