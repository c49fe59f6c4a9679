import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestPipeline } from '../../../../tests/helpers/pipeline-services.ts'
import { PlanProject } from '../../../../tests/helpers/plan-project.ts'
import { TestServices } from '../../../../tests/helpers/start-services.ts'
import { addFiles, createProcessManifest, importFolder, recordAudit } from '../../../engine/index.ts'
import type { RequestOutput } from '../../../shared/ipc/contract.ts'

let services: TestServices
beforeEach(async () => {
  services = await TestServices.start()
})
afterEach(() => services.close())

type Detail = RequestOutput<'ledger.run'>

const repeat = (runId: string, isReplacing = false): Promise<RequestOutput<'run.repeat'>> =>
  services.call('run.repeat', { runId, isReplacing })
const readRun = (runId: string): Promise<Detail> => services.call('ledger.run', { runId })

/** Asks again after each change of the ledger until the answer fits. */
async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (;;) {
    services.events.length = 0
    const answer = await ask()
    if (fits(answer)) return answer
    await services.event(({ channel }) => channel === 'ledger.changed' || channel === 'plans.changed')
  }
}

const ended = (runId: string): Promise<Detail> =>
  until(
    () => readRun(runId),
    ({ run }) => run.status !== 'started',
  )

async function repeatActivity(runId: string): Promise<string> {
  const repeated = await repeat(runId)
  if (repeated.type !== 'activity') throw new Error('not an activity')
  return repeated.runId
}

async function makeManifest(name: string): Promise<string> {
  const { path } = await createProcessManifest({ folder: services.data, name })
  return path
}

describe('an import', () => {
  it('takes in the same files again, and says which one is gone', async () => {
    const manifest = await makeManifest('a_b')
    const file = join(services.root, 'file')
    await writeFile(file, 'content')
    const { runId } = await addFiles({ manifest, files: [file], choices: {} }, services, {})
    await writeFile(file, 'other content')
    const again = await ended(await repeatActivity(runId))
    const result = { file_count: 1, added_count: 1, known_count: 0, failed_count: 0 }
    expect(again.run).toMatchObject({ operation: 'import', status: 'completed', body: { manifest, result } })
    expect(again.command).toEqual((await readRun(runId)).command)
    await rm(file)
    expect((await readRun(runId)).notRepeatable).toBe(`${file} is not there any more.`)
    await expect(repeat(runId)).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('of a folder finds what came into it since', async () => {
    const manifest = await makeManifest('a_b')
    const folder = join(services.root, 'incoming')
    await mkdir(folder)
    const options = { manifest, folder, choices: {}, isJunkExcluded: true, workerCount: 1 }
    const { runId } = await importFolder(options, services, {})
    await writeFile(join(folder, 'new'), 'new')
    const { run } = await ended(await repeatActivity(runId))
    expect(run.body).toMatchObject({ result: { added_count: 1 } })
    expect((await readRun(runId)).links).toMatchObject([
      { role: 'input', type: 'folder', label: folder },
      { role: 'output', type: 'pipeline', label: manifest, listedId: null },
    ])
  })

  it('of a run log is another run, which knows the log already', async () => {
    const log = join(services.root, 'log.json')
    const times = { start_time: '2026-01-01T00:00:00Z', end_time: '2026-01-01T00:00:01Z', duration_ms: 1000 }
    const counts = { event_count: 0, error_count: 0, events: [] }
    await writeFile(log, JSON.stringify({ run_id: 'theirs', status: 'completed', ...times, ...counts }))
    await services.call('runLog.import', { token: services.tokenOf(log) })
    const page = await services.call('ledger.page', { request: { type: 'older', beforeRow: null }, limit: 10 })
    const runId = page.runId.find((name) => name !== 'theirs') ?? ''
    const again = await ended(await repeatActivity(runId))
    expect(again.run.body).toMatchObject({ imported: [{ path: log, run_id: 'theirs', outcome: 'known' }] })
    expect((await readRun('theirs')).notRepeatable).toContain('Another program')
  })

  it('of a manifest that was damaged since fails as a run of its own', async () => {
    const manifest = await makeManifest('a_b')
    const { runId } = await addFiles({ manifest, files: [manifest], choices: {} }, services, {})
    await writeFile(manifest, '{')
    const again = await ended(await repeatActivity(runId))
    expect(again.run).toMatchObject({ status: 'failed', errorCount: 1 })
  })
})

describe('an audit', () => {
  it('is done again as it was, and can be ended meanwhile', async () => {
    const pipeline = await TestPipeline.create(services)
    await writeFile(join(services.data, 'huge'), '')
    await pipeline.write('a_b.manifest.json', [pipeline.record('huge', '')])
    const options = { target: pipeline.folder, readContents: true, staleAfterMs: 1 }
    const { runId } = await recordAudit(options, services, {})
    await truncate(join(services.data, 'huge'), 64 * 1024 ** 3)
    await pipeline.write('a_b.manifest.json', [{ ...pipeline.record('huge', ''), file_size: 64 * 1024 ** 3 }])
    const again = await repeatActivity(runId)
    const live = await readRun(again)
    expect(live).toMatchObject({ canCancel: true, notRepeatable: 'It still goes on.', run: { operation: 'audit' } })
    expect(live.command).toEqual((await readRun(runId)).command)
    await services.call('run.cancel', { runId: again })
    expect(await ended(again)).toMatchObject({ canCancel: false, run: { status: 'cancelled' } })
  })

  it('as a folder in the list is checked goes on there', async () => {
    const pipeline = await TestPipeline.create(services)
    await writeFile(join(services.data, 'a'), 'aaa')
    await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'aaa')])
    const { runId } = await recordAudit({ target: pipeline.folder, readContents: false }, services, {})
    const pipelineId = await pipeline.add()
    expect((await readRun(runId)).links).toMatchObject([
      { role: 'input', type: 'pipeline', label: pipeline.folder, listedId: pipelineId, isPresent: true },
    ])
    const again = await ended(await repeatActivity(runId))
    const { check } = await pipeline.detailWhen(pipelineId, (detail) => detail.check.state === 'completed')
    expect(check).toMatchObject({ runId: again.run.runId, readsContents: false })
    await rm(pipeline.folder, { recursive: true })
    expect((await readRun(runId)).notRepeatable).toBe(`${pipeline.folder} is not there any more.`)
  })
})

describe('a build', () => {
  async function build(project: PlanProject): Promise<{ planId: string; runId: string }> {
    const { planId } = await services.call('plans.add', { token: services.tokenOf(project.plan) })
    await services.call('matrix.build', { planId, cells: [1], isForced: false, jobCount: 1 })
    const { runs } = await until(
      () => services.call('matrix.cell', { planId, cell: 1 }),
      ({ state, runs: [run] }) =>
        (state === 'done' || state === 'failed') && run !== undefined && run.status !== 'started',
    )
    return { planId, runId: runs[0]?.runId ?? '' }
  }

  const untilBuilt = (planId: string, count: number) =>
    until(
      () => services.call('matrix.cell', { planId, cell: 1 }),
      ({ state, runs }) => state === 'done' && runs.length === count,
    )

  it('that failed goes on where it was', async () => {
    const project = await PlanProject.create(services.data)
    await project.setDying('second', true)
    const { planId, runId } = await build(project)
    expect(await readRun(runId)).toMatchObject({ notRepeatable: null, replaces: null, run: { status: 'failed' } })
    await project.setDying('second', false)
    expect(await repeat(runId)).toEqual({ type: 'cell', planId, cell: 1 })
    await untilBuilt(planId, 2)
  })

  it('replaces what it built only where that was agreed to', async () => {
    const project = await PlanProject.create(services.data)
    const { planId, runId } = await build(project)
    expect(await readRun(runId)).toMatchObject({ notRepeatable: null, replaces: project.artifact('a_q') })
    await expect(repeat(runId)).rejects.toMatchObject({ code: 'bad-usage', path: project.artifact('a_q') })
    await repeat(runId, true)
    await untilBuilt(planId, 2)
  })

  it('puts its plan into the list where it was taken out, and says what is wrong with one that changed', async () => {
    const project = await PlanProject.create(services.data)
    const { planId, runId } = await build(project)
    await services.call('plans.remove', { planId })
    expect(await readRun(runId)).toMatchObject({ notRepeatable: null, replaces: project.artifact('a_q') })
    expect(await repeat(runId, true)).toEqual({ type: 'cell', planId, cell: 1 })
    await untilBuilt(planId, 2)
    await services.call('plans.remove', { planId })
    await project.write({ params: ['p'] })
    await expect(repeat(runId, true)).rejects.toMatchObject({ code: 'bad-usage' })
    expect(await services.call('plans.list', {})).toEqual({ plans: [] })
    await rm(project.plan)
    expect((await readRun(runId)).notRepeatable).toBe(`Its plan ${project.plan} is not there any more.`)
  })
})
