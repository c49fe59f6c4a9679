import { mkdirSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunStatus } from '../../../shared/model/ledger.ts'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { Ledger } from '../../ledger/ledger.ts'
import { formatTimestampNs } from '../../table/timestamp.ts'
import { PlanFolder } from '../plan/plan-fixtures.ts'
import { readPlan } from '../plan/read-plan.ts'
import { writeProgressFile, type BuildProgress } from '../staging/progress-file.ts'
import { describeCellState } from './cell-label.ts'
import { listPermutations, type ListOptions } from './list-permutations.ts'

let folder: PlanFolder
let plan: Plan
beforeEach(async () => {
  folder = new PlanFolder()
  plan = await readPlan(
    folder.writePlan({
      inputs: [{ id: 'small', cost: 1, label: 'Small one' }, { id: 'unknown' }],
      params: [
        { name: 'b', cost: 2, label: 'two' },
        { name: 'a', cost: 1 },
      ],
      phases: ['one', 'two', 'three'],
    }),
  )
})
afterEach(() => folder.remove())

async function list(options: Partial<ListOptions> = {}): Promise<readonly Permutation[]> {
  return (await listPermutations(plan, { workspace: folder.path('workspace'), ...options })).permutations
}

async function statusOf(id: string): Promise<string | undefined> {
  const found = (await list()).find(({ permutationId }) => permutationId === id)
  return found && describeCellState(found.state)
}

/** Records a build of an artifact as it lies there now. */
async function recordBuild(
  runId: string,
  artifact: string,
  status: Exclude<RunStatus, 'started'> = 'completed',
): Promise<void> {
  const path = folder.path('out', artifact)
  const stats = statSync(path, { bigint: true })
  const ledger = await Ledger.open(folder.path('workspace'))
  const startTime = new Date().toISOString()
  ledger.start({ runId, operation: 'build', lane: plan.name, startTime, body: {} })
  const data = {
    permutation_id: artifact.replace('.bin', ''),
    plan: plan.path,
    path,
    size_bytes: Number(stats.size),
    modified_utc: formatTimestampNs(stats.mtimeNs),
    sha256: createHash('sha256').update('built').digest('hex'),
  }
  ledger.append(runId, [{ timestamp: startTime, type: 'artifact', data }])
  ledger.end(runId, { status, endTime: startTime, durationMs: 5, body: {}, errorCount: 0, lane: plan.name })
  ledger.close()
}

function writeArtifact(name: string, text = 'built'): string {
  return folder.write(`out/${name}`, text)
}

describe('the cells of a plan', () => {
  it('are all missing where nothing was built, and no workspace is made for that', async () => {
    const cells = await list()
    expect(cells.map(({ permutationId, done, state, label }) => [permutationId, done, state.kind, label])).toEqual([
      ['small_a', false, 'missing', 'Small one + a'],
      ['small_b', false, 'missing', 'Small one + b (two)'],
      ['unknown_a', false, 'missing', 'unknown + a (cost unknown)'],
      ['unknown_b', false, 'missing', 'unknown + b (two, cost unknown)'],
    ])
    expect(cells[3]).toMatchObject({ cell: 2, sortKey: [null, 2, 'unknown', 'b'], outputSizeBytes: null })
    expect(() => statSync(folder.path('workspace'))).toThrow('ENOENT')
  })

  it('are done where the artifact is there, and not recorded when no build of Assay made it', async () => {
    writeArtifact('small_a.bin', '1234')
    const [cell] = await list()
    expect(cell).toMatchObject({ done: true, state: { kind: 'done' }, outputSizeBytes: 4, isRecorded: false })
    expect(cell?.outputPath).toBe(folder.path('out', 'small_a.bin'))
  })

  it('are missing where something else than a file has the name of the artifact', async () => {
    mkdirSync(folder.path('out', 'small_a.bin'), { recursive: true })
    expect(await statusOf('small_a')).toBe('missing')
  })

  it('can be asked for one by one, or in order of their ids', async () => {
    expect((await list({ cells: [3, 0] })).map(({ permutationId }) => permutationId)).toEqual(['unknown_a', 'small_b'])
    const names = (await list({ sort: 'name' })).map(({ permutationId }) => permutationId)
    expect(names).toEqual(['small_a', 'small_b', 'unknown_a', 'unknown_b'])
  })

  it('are refused where the output folder is a file', async () => {
    folder.write('out', '')
    await expect(list()).rejects.toMatchObject({ code: 'not-a-directory' })
  })

  it('are no longer looked at once that is cancelled', async () => {
    writeArtifact('small_a.bin')
    await expect(list({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('an artifact whose build is on record', () => {
  it('is done as long as it is as it was built', async () => {
    writeArtifact('small_a.bin')
    await recordBuild('r1', 'small_a.bin')
    expect((await list())[0]).toMatchObject({ done: true, isRecorded: true })
  })

  it('is done when only its time changed: its digest decides', async () => {
    const path = writeArtifact('small_a.bin')
    await recordBuild('r1', 'small_a.bin')
    utimesSync(path, 1, 1)
    expect(await statusOf('small_a')).toBe('done')
  })

  it('is altered when its content changed, whatever its size, and counts as not done', async () => {
    const path = writeArtifact('small_a.bin')
    await recordBuild('r1', 'small_a.bin')
    writeFileSync(path, 'BUILT')
    utimesSync(path, 2, 2)
    expect((await list())[0]).toMatchObject({ done: false, state: { kind: 'altered' }, isRecorded: true })
    writeFileSync(path, 'longer than built')
    expect(await statusOf('small_a')).toBe('altered')
    unlinkSync(path)
    expect(await statusOf('small_a')).toBe('missing')
  })

  it('is held against its last build, not an earlier one', async () => {
    const path = writeArtifact('small_a.bin')
    await recordBuild('r1', 'small_a.bin')
    writeFileSync(path, 'newer one')
    await recordBuild('r2', 'small_a.bin')
    expect(await statusOf('small_a')).toBe('done')
    writeFileSync(path, 'built')
    expect(await statusOf('small_a')).toBe('altered')
  })

  it('is done although its build was cut off right after it came into its place', async () => {
    const path = writeArtifact('small_a.bin')
    await recordBuild('r1', 'small_a.bin')
    writeFileSync(path, 'newer one')
    await recordBuild('r2', 'small_a.bin', 'aborted')
    expect(await statusOf('small_a')).toBe('done')
  })

  it('is shown as there, with a warning, when the ledger cannot be read', async () => {
    writeArtifact('small_a.bin')
    folder.write('workspace/ledger.sqlite', 'this is no database, and long enough to be taken for a damaged one')
    const { permutations, warnings } = await listPermutations(plan, { workspace: folder.path('workspace') })
    expect(permutations[0]).toMatchObject({ done: true, isRecorded: false })
    expect(warnings[0]).toMatch(/^What builds recorded cannot be read, so that alterations do not show: /u)
  })
})

describe('a staging folder', () => {
  function stage(id: string): string {
    mkdirSync(folder.path('out', '_build', id), { recursive: true })
    return folder.path('out', '_build', id, `${id}.lock`)
  }

  /** As a build leaves it. */
  async function leave(id: string, progress: Partial<BuildProgress> = {}): Promise<void> {
    const phase = { phase: 1, name: 'one', startedUtc: null, completedUtc: '2026-11-21T10:00:00Z' }
    const left = { phases: [phase], artifact: `${id}.bin`, attempt: 1, runId: 'r', startedUtc: '', recipe: '' }
    const rest = { phaseNames: [...plan.phases], isInArtifact: false, itemsDone: null, itemsTotal: null, builder: null }
    const end = { isFinishing: false, finished: null, failure: null }
    await writeProgressFile(stage(id).replace(/lock$/u, 'progress.json'), {
      format: 'assay-build-progress',
      version: 1,
      ...left,
      ...rest,
      ...end,
      ...progress,
    })
  }

  it('that nobody works in is a build that was stopped, and of which nothing says that it failed', async () => {
    stage('small_a')
    expect(await statusOf('small_a')).toBe('stopped 0/3 one')
    await leave('small_b')
    expect(await statusOf('small_b')).toBe('stopped 1/3 two')
    expect((await list())[1]).toMatchObject({ done: false, leftover: null })
  })

  it('is one that failed where it says why', async () => {
    await leave('small_a', { failure: 'no weights' })
    expect(await statusOf('small_a')).toBe('failed 1/3 two')
  })

  it.each([
    ['failed', 'no weights'],
    ['stopped', null],
  ])('beside an artifact that stays done is told as what is left of a build that %s', async (kind, failure) => {
    writeArtifact('small_a.bin')
    await leave('small_a', { failure })
    const left = { kind, phasesDone: 1, phaseCount: 3, phase: 'two' }
    expect((await list())[0]).toMatchObject({ done: true, state: { kind: 'done' }, leftover: left })
  })

  it('whose artifact is the very one that is in its place is told of no more', async () => {
    const { size, mtimeNs } = statSync(writeArtifact('small_a.bin'), { bigint: true })
    const finished = { sizeBytes: Number(size), modifiedUtc: formatTimestampNs(mtimeNs), sha256: '' }
    await leave('small_a', { finished })
    expect((await list())[0]).toMatchObject({ done: true, leftover: null })
    await leave('small_a', { finished: { ...finished, sizeBytes: 1 } })
    expect((await list())[0]).toMatchObject({ done: true, leftover: { kind: 'stopped' } })
  })

  it('whose lock is held is a build that runs, before an artifact that is there', async () => {
    writeArtifact('small_a.bin')
    const database = new DatabaseSync(stage('small_a'))
    database.exec('BEGIN EXCLUSIVE')
    try {
      expect(await statusOf('small_a')).toBe('building 0/3 one')
      expect((await list())[0]).toMatchObject({ done: false })
    } finally {
      database.close()
    }
    expect(await statusOf('small_a')).toBe('done')
  })

  it('of no cell of the plan is passed over', async () => {
    stage('gone_x')
    expect((await list()).map(({ state }) => state.kind)).toEqual(['missing', 'missing', 'missing', 'missing'])
  })
})

describe('of a plan of many cells, whose records are read in a thread of their own,', () => {
  beforeEach(async () => {
    const inputs = Array.from({ length: 200 }, (_, at) => ({ id: `input${at}`, cost: at }))
    const params = Array.from({ length: 100 }, (_, at) => ({ name: `param${at}`, cost: 1 }))
    plan = await readPlan(folder.writePlan({ inputs, params }))
  })

  it('each artifact is held against its last build', async () => {
    const altered = writeArtifact('input3_param1.bin')
    const touched = writeArtifact('input199_param99.bin')
    for (const name of ['input3_param1.bin', 'input199_param99.bin', 'input0_param0.bin']) {
      writeArtifact(name)
      await recordBuild(name, name)
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
    await recordBuild('r1', 'input3_param1.bin')
    await expect(list({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    expect((await list({ cells: [301] }))[0]).toMatchObject({ done: true, isRecorded: true })
  })
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
