import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatRoute, parseRoute } from './route-store.ts'

describe('a route', () => {
  it('survives the address whatever its id holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (manifestId) => {
        const route = { view: 'manifest', manifestId } as const
        expect(parseRoute(formatRoute(route))).toEqual(route)
      }),
    )
  })

  it('leads to a pipeline, and to the records of a content in it', () => {
    const routes = [
      { view: 'pipelines', pipelineId: null, checksum: null },
      { view: 'pipelines', pipelineId: 'a b/c', checksum: null },
      { view: 'pipelines', pipelineId: 'a', checksum: 'ab12cd' },
    ] as const
    for (const route of routes) expect(parseRoute(formatRoute(route))).toEqual(route)
  })

  it('leads to a plan and to a cell of it by its number', () => {
    const routes = [
      { view: 'matrix', planId: null, cell: null },
      { view: 'matrix', planId: 'a plan/b', cell: null },
      { view: 'matrix', planId: 'a', cell: 0 },
      { view: 'matrix', planId: 'a', cell: 199_999 },
    ] as const
    for (const route of routes) expect(parseRoute(formatRoute(route))).toEqual(route)
    expect(parseRoute('#/matrix/a/-1')).toEqual({ view: 'matrix', planId: 'a', cell: null })
  })

  it('is the library when the address says nothing known', () => {
    expect(['', '#', '#/', '#/nowhere/x', '#/manifest/', '#/run', '#/manifest/%zz'].map(parseRoute)).toEqual(
      Array.from({ length: 7 }, () => ({ view: 'library' })),
    )
  })
})
