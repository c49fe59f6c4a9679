import { describe, expect, it } from 'vitest'
import { pageSize, PagedRows } from './paged-rows.ts'

/** A list of numbers that answers in pages, as the host does. */
function createSource(rowCount: number) {
  const asked: number[] = []
  const state = { rows: Array.from({ length: rowCount }, (_, index) => index) }
  const fetchRows = async (offset: number, limit: number): Promise<number[]> => {
    asked.push(offset)
    await Promise.resolve()
    return state.rows.slice(offset, offset + limit)
  }
  const errors: unknown[] = []
  return { asked, state, errors, paged: new PagedRows(fetchRows, (error) => errors.push(error)) }
}

async function nextChange(paged: PagedRows<number>): Promise<void> {
  await new Promise<void>((resolve) => {
    const unsubscribe = paged.subscribe(() => {
      unsubscribe()
      resolve()
    })
  })
}

describe('rows in pages', () => {
  it('fetches what is in view once, and nothing else', async () => {
    const { paged, asked } = createSource(1_000_000)
    await paged.replace(1_000_000)
    const changed = nextChange(paged)
    paged.show(500_000, 500_040)
    paged.show(500_001, 500_041)
    await changed
    expect(asked).toEqual([0, 500_000])
    expect(paged.rowAt(500_040)).toBe(500_040)
    expect(paged.rowAt(300_000)).toBeUndefined()
  })

  it('keeps the old rows until the new ones are there', async () => {
    const { paged, state } = createSource(10)
    await paged.replace(10)
    state.rows = state.rows.map((row) => row + 100)
    const replaced = paged.replace(10)
    expect(paged.rowAt(3)).toBe(3)
    await replaced
    expect(paged.rowAt(3)).toBe(103)
  })

  it('drops an answer that a newer replacement has overtaken', async () => {
    const { paged, state } = createSource(10)
    const first = paged.replace(10)
    state.rows = [7]
    await Promise.all([first, paged.replace(1)])
    expect([paged.rowCount, paged.rowAt(0), paged.rowAt(1)]).toEqual([1, 7, undefined])
  })

  it('grows at its end without moving what is known', async () => {
    const { paged, state } = createSource(3)
    paged.show(0, 30)
    await paged.replace(3)
    state.rows.push(3, 4)
    await paged.grow(5)
    expect([paged.rowCount, paged.rowAt(0), paged.rowAt(4)]).toEqual([5, 0, 4])
  })

  it('holds a bounded number of pages', async () => {
    const { paged, asked } = createSource(100_000)
    await paged.replace(100_000)
    for (let page = 1; page < 200; page++) {
      const changed = nextChange(paged)
      paged.show(page * pageSize, page * pageSize + 10)
      await changed
    }
    expect(paged.rowAt(0)).toBeUndefined()
    expect(asked.length).toBe(200)
  })
})
