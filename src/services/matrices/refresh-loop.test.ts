import { describe, expect, it } from 'vitest'
import { RefreshLoop, type RefreshRequest } from './refresh-loop.ts'

describe('a refresh loop', () => {
  it('looks once for all that is asked within a moment', async () => {
    const seen: RefreshRequest[] = []
    const loop = new RefreshLoop((request) => Promise.resolve(void seen.push(request)))
    await Promise.all([
      loop.ask({ isPlanToo: false, cells: [1] }),
      loop.ask({ isPlanToo: true, cells: [] }),
      loop.ask({ isPlanToo: false, cells: [2, 1] }),
    ])
    expect(seen).toEqual([{ isPlanToo: true, cells: [1, 2] }])
    await Promise.all([loop.ask({ isPlanToo: false, cells: [1] }), loop.ask({ isPlanToo: false, cells: null })])
    expect(seen.at(-1)).toEqual({ isPlanToo: false, cells: null })
  })

  it('never looks twice at a time, and looks again for what is asked meanwhile', async () => {
    const lengths: number[] = []
    let runningCount = 0
    const loop: RefreshLoop = new RefreshLoop(async ({ cells }) => {
      runningCount += 1
      lengths.push(runningCount)
      if (cells?.[0] === 1) void loop.ask({ isPlanToo: false, cells: [2] })
      await new Promise((resolve) => setImmediate(resolve))
      runningCount -= 1
    })
    await loop.ask({ isPlanToo: false, cells: [1] })
    await loop.ask({ isPlanToo: false, cells: [3] })
    expect(lengths).toEqual([1, 1])
  })

  it('lets nobody wait once it is closed', async () => {
    const loop = new RefreshLoop(() => Promise.resolve())
    const waiting = loop.ask({ isPlanToo: false, cells: [1] })
    loop.close()
    await waiting
    await loop.ask({ isPlanToo: false, cells: [1] })
  })
})
