import { mkdirSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { PlanFolder } from '../plan/plan-fixtures.ts'
import { readPlan } from '../plan/read-plan.ts'
import { listPermutations, type ListOptions } from './list-permutations.ts'
import { recordBuild } from './record-fixtures.ts'

let folder: PlanFolder
let plan: Plan
beforeEach(() => {
  folder = new PlanFolder()
})
afterEach(() => folder.remove())

async function makePlan(inputCount: number, paramCount: number): Promise<void> {
  const inputs = Array.from({ length: inputCount }, (_, at) => ({ id: `input${at}`, cost: at }))
  const params = Array.from({ length: paramCount }, (_, at) => ({ name: `param${at}`, cost: 1 }))
  plan = await readPlan(folder.writePlan({ inputs, params }))
}

async function list(options: Partial<ListOptions> = {}): Promise<readonly Permutation[]> {
  return (await listPermutations(plan, { workspace: folder.path('workspace'), ...options })).permutations
}

function writeArtifact(name: string, text = 'built'): string {
  return folder.write(`out/${name}`, text)
}

describe('of a plan of 20,000 cells, whose records are read in a thread of their own,', () => {
  beforeEach(() => makePlan(200, 100))

  it('each artifact is held against its last build', async () => {
    const altered = writeArtifact('input3_param1.bin')
    const touched = writeArtifact('input199_param99.bin')
    for (const name of ['input3_param1.bin', 'input199_param99.bin', 'input0_param0.bin']) {
      writeArtifact(name)
      await recordBuild({ folder, plan }, name, name)
    }
    writeFileSync(altered, 'BUILT')
    utimesSync(altered, 3, 3)
    utimesSync(touched, 3, 3)
    writeArtifact('input9_param9.bin')
    const found = (await list()).filter(({ state }) => state.kind !== 'missing')
    expect(found.map(({ permutationId, state, isRecorded }) => [permutationId, state.kind, isRecorded])).toEqual([
      ['input0_param0', 'done', true],
      ['input3_param1', 'altered', true],
      ['input9_param9', 'done', false],
      ['input199_param99', 'done', true],
    ])
  })

  it('a ledger that cannot be read is a warning, where there is something to be held against it', async () => {
    folder.write('workspace/ledger.sqlite', 'this is no database, and long enough to be taken for a damaged one')
    const options = { workspace: folder.path('workspace') }
    expect((await listPermutations(plan, options)).warnings).toEqual([])
    writeArtifact('input3_param1.bin')
    const { permutations, warnings } = await listPermutations(plan, options)
    expect(permutations.filter(({ done }) => done).map(({ isRecorded }) => isRecorded)).toEqual([false])
    expect(warnings).toEqual([expect.stringMatching(/^What builds recorded cannot be read, so .*ledger\.sqlite/u)])
  })

  it('nothing is left running of a list that is cancelled', async () => {
    writeArtifact('input3_param1.bin')
    await recordBuild({ folder, plan }, 'r1', 'input3_param1.bin')
    await expect(list({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    expect((await list({ cells: [301] }))[0]).toMatchObject({ done: true, isRecorded: true })
  })
})

it('cells of which nearly all are there are found without their names being read, and what is not there is missing', async () => {
  await makePlan(50, 20)
  for (const name of plan.artifactNames) writeArtifact(name)
  await recordBuild({ folder, plan }, 'r1', 'input5_param5.bin')
  await recordBuild({ folder, plan }, 'r2', 'input6_param6.bin')
  writeArtifact('input6_param6.bin', 'another')
  unlinkSync(folder.path('out', 'input7_param7.bin'))
  mkdirSync(folder.path('out', '_build', 'input8_param8'), { recursive: true })
  const cells = await list()
  const isUsual = ({ state, isRecorded, leftover }: Permutation): boolean =>
    state.kind === 'done' && !isRecorded && leftover === null
  const unusual = cells.filter((cell) => !isUsual(cell))
  expect(unusual.map(({ permutationId, state, leftover }) => [permutationId, state.kind, leftover?.kind])).toEqual([
    ['input5_param5', 'done', undefined],
    ['input6_param6', 'altered', undefined],
    ['input7_param7', 'missing', undefined],
    ['input8_param8', 'done', 'stopped'],
  ])
})

it('200,000 cells are listed without a look at each', async () => {
  const inputs = Array.from({ length: 1000 }, (_, at) => ({ id: `input${at}`, cost: at % 7 }))
  const params = Array.from({ length: 200 }, (_, at) => ({ name: `param${at}`, cost: at % 3 }))
  plan = await readPlan(folder.writePlan({ inputs, params }))
  writeArtifact('input999_param199.bin')
  const cells = await list()
  expect(cells).toHaveLength(200_000)
  expect(cells.filter(({ done }) => done).map(({ permutationId }) => permutationId)).toEqual(['input999_param199'])
  expect(cells[0]?.sortKey).toEqual([0, 0, 'input0', 'param0'])
})
