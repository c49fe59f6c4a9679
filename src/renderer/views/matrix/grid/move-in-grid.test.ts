import { describe, expect, it } from 'vitest'
import { moveInGrid } from './move-in-grid.ts'

const size = { rowCount: 10, columnCount: 4 }

function move(key: string, active: number, isMod = false): number | undefined {
  return moveInGrid(key, isMod, active, size, 5)
}

describe('the active cell', () => {
  it('goes to its neighbours, and stays at an edge', () => {
    expect(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].map((key) => move(key, 5))).toEqual([1, 9, 4, 6])
    expect(['ArrowUp', 'ArrowLeft'].map((key) => move(key, 0))).toEqual([0, 0])
    expect(['ArrowDown', 'ArrowRight'].map((key) => move(key, 39))).toEqual([39, 39])
  })

  it('goes by pages and to the ends of its row, with Ctrl to the corners', () => {
    expect([move('PageDown', 2), move('PageUp', 38), move('PageDown', 30)]).toEqual([22, 18, 38])
    expect([move('Home', 6), move('End', 6)]).toEqual([4, 7])
    expect([move('Home', 6, true), move('End', 6, true)]).toEqual([0, 39])
  })

  it('stays for keys that do not move, for Ctrl with arrows, and where there are no cells', () => {
    expect([move('x', 6), move('ArrowDown', 6, true)]).toEqual([undefined, undefined])
    expect(moveInGrid('ArrowDown', false, 0, { rowCount: 0, columnCount: 3 }, 5)).toBeUndefined()
  })
})
