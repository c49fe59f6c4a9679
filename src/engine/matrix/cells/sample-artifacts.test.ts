import { mkdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '../../../shared/model/plan.ts'
import { PlanFolder } from '../plan/plan-fixtures.ts'
import { readPlan } from '../plan/read-plan.ts'
import { areMostThere } from './sample-artifacts.ts'

let folder: PlanFolder
let plan: Plan
beforeEach(async () => {
  folder = new PlanFolder()
  const inputs = Array.from({ length: 500 }, (_, at) => ({ id: `i${at}` }))
  plan = await readPlan(folder.writePlan({ inputs, params: [{ name: 'p' }, { name: 'q' }] }))
})
afterEach(() => folder.remove())

function writeArtifacts(cells: readonly number[]): void {
  for (const cell of cells) folder.write(`out/${plan.artifactNames[cell]}`, 'built')
}

/** The cells that are looked for: 64 of 1000, evenly spread. */
const sample = Array.from({ length: 64 }, (_, at) => at * 15)

describe('most artifacts of a plan are there', () => {
  it('where each is, or nearly each', () => {
    writeArtifacts(sample.slice(0, 56))
    expect(areMostThere(plan)).toBe(true)
    writeArtifacts(sample)
    expect(areMostThere(plan)).toBe(true)
  })

  it('but not where many are missing, or something else has their names', () => {
    expect(areMostThere(plan)).toBe(false)
    writeArtifacts(sample.slice(0, 55))
    expect(areMostThere(plan)).toBe(false)
    for (const cell of sample.slice(55)) mkdirSync(folder.path('out', plan.artifactNames[cell] ?? ''))
    expect(areMostThere(plan)).toBe(false)
  })

  it('but never where they are found by other letters too', () => {
    writeArtifacts(sample)
    folder.write('out/I0_P.BIN', '')
    expect(areMostThere(plan)).toBe(false)
  })

  it('but of a plan of few cells nobody asks', async () => {
    plan = await readPlan(folder.writePlan({}))
    writeArtifacts([0])
    expect(areMostThere(plan)).toBe(false)
  })

  it('but not where the output folder is a file', () => {
    folder.write('out', '')
    expect(areMostThere(plan)).toBe(false)
  })
})
