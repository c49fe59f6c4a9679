import { describe, expect, it } from 'vitest'
import type { ComparisonRow } from '../../shared/ipc/comparison-schemas.ts'
import { ComparisonChoice, numberOf } from './comparison-choice.ts'

function rowOf(row: number): ComparisonRow {
  return {
    type: 'entry',
    row,
    name: 'a',
    path: 'a',
    depth: 0,
    verdict: 'added',
    isMovedAway: false,
    otherPath: null,
    group: null,
    left: null,
    right: null,
  }
}

const group: ComparisonRow = { type: 'group', group: 1, leftCount: 2, rightCount: 3, sizeBytes: 5 }

describe('rows chosen together', () => {
  it('begin with the row that was active', () => {
    const choice = new ComparisonChoice()
    choice.toggle(7, 3)
    expect([...choice.rows]).toEqual([3, 7])
  })

  it('can be taken out again', () => {
    const choice = new ComparisonChoice()
    choice.toggle(7, 3)
    choice.toggle(3, 7)
    expect([...choice.rows]).toEqual([7])
    expect(choice.has(rowOf(7))).toBe(true)
    expect(choice.has(rowOf(3))).toBe(false)
  })

  it('are every row that stands for a path once all are chosen, but no folder and no group', () => {
    const choice = new ComparisonChoice()
    choice.chooseAll()
    expect(choice.has(rowOf(123))).toBe(true)
    expect(choice.has(group)).toBe(false)
    expect(choice.countAmong(1_000_000)).toBe(1_000_000)
  })

  it('are none after a clear, which keeps where to extend from', () => {
    const choice = new ComparisonChoice()
    choice.replace([1, 2, 3])
    choice.clear(12)
    expect(choice.countAmong(5)).toBe(0)
    expect(choice.anchorOffset).toBe(12)
  })

  it('are named by numbers, which only paths have', () => {
    expect(numberOf(rowOf(4))).toBe(4)
    expect(numberOf(group)).toBeNull()
    expect(numberOf(undefined)).toBeNull()
  })
})
