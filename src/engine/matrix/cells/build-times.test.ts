import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../shared/model/plan.ts'
import { BuildTimes, estimateTimeLeft, orderCheapestNext, type PastBuild } from './build-times.ts'

const place = { line: 1, column: 1 }

function planOf(costs: readonly (number | null)[], params: readonly string[]): Plan {
  const inputs = costs.map((cost, at) => ({
    id: `i${at}`,
    label: `i${at}`,
    path: null,
    cost,
    costUnit: 'given' as const,
    place,
  }))
  const permutationIds = inputs.flatMap(({ id }) => params.map((name) => `${id}_${name}`))
  return {
    path: '/p/a.plan.yaml',
    name: 'a',
    root: '/p',
    outputFolder: '/p/out',
    inputs,
    params: params.map((name) => ({ name, label: null, cost: null, values: {}, place })),
    phases: ['build'],
    build: [],
    permutationIds,
    artifactNames: permutationIds,
    warnings: [],
  }
}

function built(permutationId: string, durationMs: number | null, status: PastBuild['status'] = 'completed'): PastBuild {
  return { permutationId, durationMs, status }
}

describe('expected times of builds', () => {
  it('are the median of the cell itself where it was built', () => {
    const times = new BuildTimes(planOf([1, 2], ['a']), [built('i0_a', 10), built('i0_a', 30), built('i0_a', 500)])
    expect(times.expect(0)).toEqual({ expectedMs: 30, from: 'cell' })
    const even = new BuildTimes(planOf([1], ['a']), [built('i0_a', 10), built('i0_a', 20)])
    expect(even.expect(0)).toEqual({ expectedMs: 15, from: 'cell' })
  })

  it('of a cell never built grow with the cost of its input', () => {
    const times = new BuildTimes(planOf([10, 100], ['a', 'b']), [built('i0_a', 50)])
    expect(times.expect(2)).toEqual({ expectedMs: 500, from: 'param' })
    expect(times.expect(1)).toEqual({ expectedMs: 50, from: 'input' })
    expect(times.expect(3)).toBeUndefined()
  })

  it('are not scaled by a cost that is unknown or 0', () => {
    const times = new BuildTimes(planOf([10, null, 0], ['a']), [built('i0_a', 50)])
    expect(times.expect(1)).toEqual({ expectedMs: 50, from: 'param' })
    expect(times.expect(2)).toEqual({ expectedMs: 50, from: 'param' })
  })

  it('learn nothing from builds that failed, were cancelled, run, or are of another plan', () => {
    const builds = [built('i0_a', 5, 'failed'), built('i0_a', 5, 'cancelled'), built('i0_a', null), built('x', 5)]
    expect(new BuildTimes(planOf([1], ['a']), builds).expect(0)).toBeUndefined()
  })
})

it('what to build next is the quickest first, and what nothing is known of in its order after that', () => {
  const times = new BuildTimes(planOf([null, null, null, null], ['a', 'b']), [built('i2_b', 9), built('i3_b', 3)])
  const cells = [0, 2, 5, 7].map((cell) => ({ cell }))
  expect(orderCheapestNext(cells, times).map(({ cell }) => cell)).toEqual([7, 5, 0, 2])
})

it('the time left counts what is known, shared by the jobs, and is never less than the longest build', () => {
  const times = new BuildTimes(planOf([null, null, null], ['a', 'b']), [built('i0_a', 100), built('i1_a', 20)])
  expect(estimateTimeLeft([0, 2], times, 1)).toEqual({ timeLeftMs: 120, unknownCount: 0 })
  expect(estimateTimeLeft([0, 2], times, 2)).toEqual({ timeLeftMs: 100, unknownCount: 0 })
  expect(estimateTimeLeft([5], times, 2)).toEqual({ timeLeftMs: null, unknownCount: 1 })
  expect(estimateTimeLeft([2, 5], times, 1)).toEqual({ timeLeftMs: 20, unknownCount: 1 })
})
