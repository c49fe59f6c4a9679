import { describe, expect, it } from 'vitest'
import { isTypedCharacter, moveByKey } from './grid-keys.ts'

describe('keys in a grid', () => {
  it('move by rows and pages and stop at the ends', () => {
    const from = (key: string, active: number): number | undefined => moveByKey(key, active, 100, 20)
    expect(from('ArrowDown', 5)).toBe(6)
    expect(from('ArrowDown', 99)).toBe(99)
    expect(from('ArrowUp', 0)).toBe(0)
    expect(from('PageDown', 90)).toBe(99)
    expect(from('PageUp', 5)).toBe(0)
    expect(from('Home', 50)).toBe(0)
    expect(from('End', 50)).toBe(99)
  })

  it('start at the first row, or from the end with arrow up, when none is active', () => {
    expect(moveByKey('ArrowDown', -1, 100, 20)).toBe(0)
    expect(moveByKey('ArrowUp', -1, 100, 20)).toBe(99)
  })

  it('do nothing in an empty grid, nor for other keys', () => {
    expect(moveByKey('ArrowDown', -1, 0, 20)).toBeUndefined()
    expect(moveByKey('a', 3, 100, 20)).toBeUndefined()
  })

  it('tell typing from commands', () => {
    const plain = { ctrlKey: false, metaKey: false, altKey: false }
    expect(isTypedCharacter({ key: 'é', ...plain })).toBe(true)
    expect(isTypedCharacter({ key: 'Enter', ...plain })).toBe(false)
    expect(isTypedCharacter({ key: ' ', ...plain })).toBe(false)
    expect(isTypedCharacter({ key: 'c', ...plain, ctrlKey: true })).toBe(false)
  })
})
