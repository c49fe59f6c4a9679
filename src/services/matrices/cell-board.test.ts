import { describe, expect, it } from 'vitest'
import { CellBoard } from './cell-board.ts'

describe('a board of cells', () => {
  it('begins with all cells missing, and counts each state', () => {
    const board = new CellBoard(4)
    board.set(1, 'd')
    board.set(2, 'e')
    board.set(3, 'b', { phasesDone: 1, phase: 'embed', left: null })
    expect(board.render()).toEqual({
      states: 'mdeb',
      phases: [{ cell: 3, phasesDone: 1, phase: 'embed', left: null }],
      version: 3,
    })
    expect([board.count('d', 'e'), board.count('m'), board.count('f')]).toEqual([2, 1, 0])
    expect([...board.cellsIn('m', 'b')]).toEqual([0, 3])
  })

  it('has another version only where something changed', () => {
    const board = new CellBoard(2)
    board.set(0, 'f', { phasesDone: 1, phase: 'x', left: null })
    board.set(0, 'f', { phasesDone: 1, phase: 'x', left: null })
    expect(board.version).toBe(1)
    board.set(0, 'f', { phasesDone: 2, phase: null, left: null })
    expect(board.version).toBe(2)
    board.set(0, 'd', { phasesDone: 2, phase: null, left: 'failed' })
    board.set(0, 'd', { phasesDone: 2, phase: null, left: 'stopped' })
    expect(board.version).toBe(4)
    board.set(7, 'd')
    expect(board.render().states).toBe('dm')
  })

  it('shows what waits as queued, and what is being built as that', () => {
    const board = new CellBoard(3)
    board.set(1, 'b')
    board.setQueued(new Set([0, 1]))
    expect(board.render().states).toBe('qbm')
    expect([board.state(0), board.state(1), board.state(2)]).toEqual(['queued', 'building', 'missing'])
    board.setQueued(new Set())
    expect(board.render().states).toBe('mbm')
  })
})
