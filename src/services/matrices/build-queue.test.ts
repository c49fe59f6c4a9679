import { describe, expect, it } from 'vitest'
import { BuildQueue, type BuildEnd, type QueuedCell } from './build-queue.ts'

/** Builds that end when the test says so. */
function createQueue(isHeld: (cell: number) => boolean = () => false) {
  const begun = new Map<number, (end: BuildEnd) => void>()
  const queue = new BuildQueue({
    build: ({ cell }, signal) =>
      new Promise((resolve) => {
        begun.set(cell, resolve)
        signal.addEventListener('abort', () => resolve('cancelled'))
      }),
    isHeld,
    onChange: () => undefined,
  })
  const end = async (cell: number, how: BuildEnd): Promise<void> => {
    begun.get(cell)?.(how)
    begun.delete(cell)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { queue, begun, end }
}

const cells = (...numbers: number[]): QueuedCell[] =>
  numbers.map((cell) => ({ cell, permutationId: `cell${cell}`, isForced: false }))

describe('a queue of builds', () => {
  it('builds as many at a time as asked, in the order given, each once', async () => {
    const { queue, begun, end } = createQueue()
    expect(queue.add(cells(3, 1, 2), 2)).toBe(3)
    expect(queue.add(cells(1, 2, 3), 2)).toBe(0)
    expect([...begun.keys()]).toEqual([3, 1])
    await end(3, 'done')
    expect([...begun.keys()]).toEqual([1, 2])
    await end(1, 'failed')
    await end(2, 'held')
    expect(queue).toMatchObject({ isActive: false, doneCount: 1, failedCount: 1 })
    expect(queue.cells.size).toBe(0)
  })

  it('drops what waits and stops what is being built when it is cancelled', async () => {
    const { queue, begun } = createQueue()
    queue.add(cells(1, 2, 3), 1)
    queue.cancel(new Set([2]))
    expect([...queue.cells]).toEqual([1, 3])
    queue.cancel(null)
    await Promise.resolve()
    await Promise.resolve()
    expect(queue.isActive).toBe(false)
    expect([...begun.keys()]).toEqual([1])
  })

  it('leaves cells that another process builds to that one', () => {
    const { queue, begun } = createQueue((cell) => cell === 1)
    queue.add(cells(1, 2), 1)
    expect([...begun.keys()]).toEqual([2])
    expect([...queue.cells]).toEqual([2])
  })

  it('finds what waits again when the plan has other cells, and drops what is gone', async () => {
    const { queue, begun, end } = createQueue()
    queue.add(cells(1, 2, 3), 1)
    queue.renumber((id) => (id === 'cell3' ? undefined : Number(id.slice(4)) + 10))
    expect([...queue.cells]).toEqual([11, 12])
    await end(1, 'done')
    expect([...begun.keys()]).toEqual([12])
    expect([...queue.cells]).toEqual([12])
  })
})
