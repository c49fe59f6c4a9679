import { appendFile, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlanProject } from '../../../tests/helpers/plan-project.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import { waitFor } from '../../../tests/helpers/wait-for.ts'
import { startStopwatch } from '../../../tests/helpers/start-stopwatch.ts'

let services: TestServices
let project: PlanProject
beforeEach(async () => {
  services = await TestServices.start()
  project = await PlanProject.create(services.data)
})
afterEach(() => services.close())

async function addPlan(): Promise<string> {
  const { planId } = await services.call('plans.add', { token: services.tokenOf(project.plan) })
  return planId
}

/** Asks again after each change until the answer fits. */
async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (;;) {
    services.events.length = 0
    const answer = await ask()
    if (fits(answer)) return answer
    await services.event(({ channel }) => channel === 'plans.changed')
  }
}

const cellsOf = (planId: string) => services.call('matrix.cells', { planId })
const untilStates = (planId: string, states: string) =>
  until(
    () => cellsOf(planId),
    (cells) => cells.states === states,
  )

async function build(planId: string, cells: number[] | null, isForced = false, jobCount = 2): Promise<number> {
  return (await services.call('matrix.build', { planId, cells, isForced, jobCount })).queuedCount
}

describe('the list of plans', () => {
  it('keeps plans over restarts, with how far they are, until they are taken out', async () => {
    expect(await services.call('plans.list', {})).toEqual({ plans: [] })
    const planId = await addPlan()
    expect(await addPlan()).toBe(planId)
    await services.restart()
    const { plans } = await services.call('plans.list', {})
    expect(plans).toMatchObject([
      { planId, name: 'cells', state: 'ready', doneCount: 0, cellCount: 4, buildingCount: 0 },
    ])
    await services.call('plans.remove', { planId })
    expect(await services.call('plans.list', {})).toEqual({ plans: [] })
    await expect(cellsOf(planId)).rejects.toMatchObject({ code: 'not-found' })
    expect(await readFile(project.plan, 'utf8')).toContain('assay-plan')
  })

  it('takes no file that is no plan by its name', async () => {
    const token = services.tokenOf(join(services.data, 'builder.mjs'))
    await expect(services.call('plans.add', { token })).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('shows a plan with errors by line and column, and its cells as soon as it is mended', async () => {
    await writeFile(project.plan, 'format: assay-plan\nversion: 1\noutput_folder: out\ninputs: []\nparms: []\n')
    const planId = await addPlan()
    const detail = await services.call('matrix.read', { planId })
    expect(detail.item.state).toBe('invalid')
    expect(detail.problems).toContainEqual(expect.objectContaining({ field: 'parms', line: 5, column: 1 }))
    expect(await cellsOf(planId)).toMatchObject({ states: '' })
    await project.write({})
    await until(
      () => services.call('matrix.read', { planId }),
      ({ item }) => item.state === 'ready',
    )
    expect(await cellsOf(planId)).toMatchObject({ states: 'mmmm' })
    await rm(project.plan)
    await until(
      () => services.call('matrix.read', { planId }),
      ({ item }) => item.state === 'missing',
    )
  })
})

describe('a build from the app', () => {
  it('makes the cells that were chosen, and each is a run in the ledger', async () => {
    const planId = await addPlan()
    expect(await build(planId, [0, 3])).toBe(2)
    const { batch } = await untilStates(planId, 'dmmd')
    expect(batch).toMatchObject({ doneCount: 2, failedCount: 0 })
    expect(await readFile(project.artifact('a_p'), 'utf8')).toBe('a p first\na p second\n')
    const cell = await services.call('matrix.cell', { planId, cell: 0 })
    expect(cell).toMatchObject({ state: 'done', permutationId: 'a_p', staging: null, outputSizeBytes: 21 })
    expect(cell.evidence).toContain('as its build recorded')
    expect(cell.phases.map(({ state, completedMs }) => [state, typeof completedMs])).toEqual([
      ['completed', 'number'],
      ['completed', 'number'],
    ])
    const [run] = cell.runs
    expect(run).toMatchObject({ status: 'completed', errorCount: 0 })
    const runId = run?.runId ?? ''
    expect(await services.call('matrix.ofRun', { runId })).toEqual({ place: { planId, cell: 0 } })
    const page = await services.call('ledger.run', { runId })
    expect(page.run).toMatchObject({ operation: 'build', lane: 'cells' })
    expect(page.replaces).toBe(project.artifact('a_p'))
    expect(page.links).toMatchObject([
      { role: 'input', type: 'plan', label: project.plan, listedId: planId },
      { role: 'output', type: 'folder', label: join(services.data, 'out') },
    ])
    expect(await build(planId, [0, 3])).toBe(0)
    expect(await build(planId, [0], true)).toBe(1)
    await until(
      () => services.call('matrix.cell', { planId, cell: 0 }),
      ({ runs }) => runs[0]?.status === 'completed' && runs.length === 2,
    )
  })

  it('keeps what a failed one did with the reason and the log, and the next one goes on from there', async () => {
    await project.setDying('second', true)
    const planId = await addPlan()
    await build(planId, [1])
    const { phases } = await untilStates(planId, 'mfmm')
    expect(phases).toEqual([{ cell: 1, phasesDone: 1, phase: 'second', left: null }])
    const cell = await services.call('matrix.cell', { planId, cell: 1 })
    expect(cell).toMatchObject({ state: 'failed', failure: { code: 'build-failed' }, progress: null })
    expect(cell.evidence).toMatch(/cannot second a\. What it did so far is kept: 1 of 2 phases are done/u)
    expect(cell.phases.map(({ state }) => state)).toEqual(['completed', 'failed'])
    expect(cell.logs.map(({ level }) => level)).toEqual(['error', 'info', 'debug'])
    const question = { planId, cell: 1, level: 'error' as const, fromByte: null, window: null, search: '', limit: 10 }
    const log = await services.call('matrix.log', question)
    expect(log.lines.map(({ text }) => text).join('\n')).toContain('exited with status 7')
    const whole = await services.call('matrix.log', { ...question, level: 'info', limit: 1 })
    const earlier = await services.call('matrix.log', { ...question, level: 'info', beforeByte: whole.startByte })
    expect(earlier.nextByte).toBe(whole.startByte)
    await project.setDying('second', false)
    expect(await build(planId, null)).toBe(4)
    await untilStates(planId, 'dddd')
    expect((await project.calls()).filter((call) => call === 'a_q first')).toHaveLength(1)
  })

  it('stops when it is cancelled, takes what waits out of the queue, and can be gone on with', async () => {
    await project.hold('second')
    const planId = await addPlan()
    await build(planId, null, false, 1)
    const { batch } = await until(
      () => cellsOf(planId),
      ({ states, phases }) => states === 'bqqq' && phases[0]?.phasesDone === 1,
    )
    expect(batch).toMatchObject({ isActive: true, queuedCount: 3, jobCount: 1 })
    const cell = await services.call('matrix.cell', { planId, cell: 0 })
    expect(cell.phases.map(({ state }) => state)).toEqual(['completed', 'running'])
    await services.call('matrix.cancel', { planId, cells: [1] })
    expect((await cellsOf(planId)).states).toBe('bmqq')
    await services.call('matrix.cancel', { planId, cells: null })
    await until(
      () => cellsOf(planId),
      ({ states, batch: { isActive } }) => states === 'smmm' && !isActive,
    )
    const cancelled = await services.call('matrix.cell', { planId, cell: 0 })
    expect(cancelled).toMatchObject({ state: 'stopped', failure: null })
    expect(cancelled.evidence).toContain('was cancelled')
    expect(cancelled.phases.map(({ state }) => state)).toEqual(['completed', 'stopped'])
    const next = await services.call('matrix.queue', { planId, limit: 10 })
    expect(next).toMatchObject({ totalCount: 4, items: [{ cell: 0, state: 'stopped' }, {}, {}, {}] })
    await project.letGo('second')
    await build(planId, [0])
    await untilStates(planId, 'dmmm')
    const { runs } = await services.call('matrix.cell', { planId, cell: 0 })
    expect(runs.map(({ status }) => status)).toEqual(['completed', 'cancelled'])
  })

  it('ends with the app within moments, and what it did stays', async () => {
    await project.hold('second')
    const planId = await addPlan()
    await build(planId, [2])
    await until(
      () => cellsOf(planId),
      ({ phases }) => phases[0]?.phasesDone === 1,
    )
    const measureMs = startStopwatch()
    await services.restart()
    expect(measureMs()).toBeLessThan(8000)
    expect((await cellsOf(planId)).states).toBe('mmsm')
    const { runs } = await services.call('matrix.cell', { planId, cell: 2 })
    expect(runs.map(({ status }) => status)).toEqual(['cancelled'])
  })

  it('by force that fails or is cancelled leaves the artifact done, and its page says what was left', async () => {
    const planId = await addPlan()
    await build(planId, [0])
    await untilStates(planId, 'dmmm')
    const evidence = async () => (await services.call('matrix.cell', { planId, cell: 0 })).evidence
    expect(await evidence()).toBe('Its size and time are as its build recorded them.')
    await project.setDying('second', true)
    await build(planId, [0], true)
    await until(evidence, (text) => text.includes('Its last build failed after 1 of 2 phases'))
    expect(await evidence()).toMatch(/cannot second a\. This artifact stayed in its place/u)
    const { phases } = await cellsOf(planId)
    expect(phases).toEqual([{ cell: 0, phasesDone: 1, phase: 'second', left: 'failed' }])
    await project.setDying('second', false)
    await project.hold('second')
    await build(planId, [0], true)
    // What the failed one left also has one phase done, until this one begins anew.
    await waitFor(async () => expect((await project.calls()).filter((call) => call === 'a_p first')).toHaveLength(3))
    await until(
      () => services.call('matrix.cell', { planId, cell: 0 }),
      ({ phases }) => phases[1]?.state === 'running',
    )
    await services.call('matrix.cancel', { planId, cells: null })
    await until(
      () => cellsOf(planId),
      ({ states, phases: [left] }) => states === 'dmmm' && left?.left === 'stopped',
    )
    expect(await evidence()).toContain('Its last build was cancelled after 1 of 2 phases.')
    expect(await build(planId, [0])).toBe(0)
    await project.letGo('second')
    await build(planId, [0], true)
    await until(evidence, (text) => text === 'Its size and time are as its build recorded them.')
  })

  it('is refused for a plan that names no builder', async () => {
    await project.write({ hasBuilder: false })
    const planId = await addPlan()
    expect((await services.call('matrix.read', { planId })).isBuildable).toBe(false)
    await expect(build(planId, null)).rejects.toMatchObject({ code: 'bad-usage' })
  })
})

describe('the state of a cell', () => {
  it('is altered once its artifact is not what its build recorded, and done again when it is', async () => {
    const planId = await addPlan()
    await build(planId, [0])
    await untilStates(planId, 'dmmm')
    const path = project.artifact('a_p')
    const content = await readFile(path)
    await appendFile(path, '!')
    await untilStates(planId, 'ammm')
    expect((await services.call('matrix.cell', { planId, cell: 0 })).evidence).toContain('22 bytes')
    await writeFile(path, content)
    await untilStates(planId, 'dmmm')
    expect((await services.call('matrix.cell', { planId, cell: 0 })).evidence).toContain('Its time is another')
  })

  it('tells rot of the same size and time when the artifact is read whole', async () => {
    const planId = await addPlan()
    await build(planId, [0])
    await untilStates(planId, 'dmmm')
    const path = project.artifact('a_p')
    expect((await services.call('matrix.verifyCell', { planId, cell: 0 })).evidence).toContain('All of it was read')
    const { atime, mtime } = await stat(path)
    await writeFile(path, 'a p first\na p sECONd\n')
    await utimes(path, atime, mtime)
    const cell = await services.call('matrix.verifyCell', { planId, cell: 0 })
    expect(cell).toMatchObject({ state: 'altered', outputSizeBytes: 21 })
    expect(await build(planId, [0])).toBe(0)
    expect(await build(planId, [0], true)).toBe(1)
    await untilStates(planId, 'dmmm')
    expect(await readFile(path, 'utf8')).toBe('a p first\na p second\n')
    await expect(services.call('matrix.verifyCell', { planId, cell: 1 })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('tells artifacts that were made by other means apart', async () => {
    const planId = await addPlan()
    await build(planId, [3])
    await untilStates(planId, 'mmmd')
    await writeFile(project.artifact('a_p'), 'made by hand')
    await untilStates(planId, 'emmd')
    expect((await services.call('plans.list', {})).plans).toMatchObject([{ doneCount: 2 }])
  })
})

describe('a plan that is edited while it is open', () => {
  it('has its new cells at once, and what is queued goes on by its id', async () => {
    await project.hold('first')
    const planId = await addPlan()
    await build(planId, [0, 3], false, 1)
    await untilStates(planId, 'bmmq')
    await project.write({ inputs: ['zero', 'a', 'b'] })
    await untilStates(planId, 'mmbmmq')
    await project.letGo('first')
    await untilStates(planId, 'mmdmmd')
  })
})
