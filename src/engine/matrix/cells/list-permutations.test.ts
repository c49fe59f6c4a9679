import { mkdirSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { formatTimestampNs } from '../../table/timestamp.ts'
import { PlanFolder } from '../plan/plan-fixtures.ts'
import { readPlan } from '../plan/read-plan.ts'
import { writeProgressFile, type BuildProgress } from '../staging/progress-file.ts'
import { describeCellState } from './cell-label.ts'
import { listPermutations, type ListOptions } from './list-permutations.ts'
import { recordBuild } from './record-fixtures.ts'

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
    await recordBuild({ folder, plan }, 'r1', 'small_a.bin')
    expect((await list())[0]).toMatchObject({ done: true, isRecorded: true })
  })

  it('is done when only its time changed: its digest decides', async () => {
    const path = writeArtifact('small_a.bin')
    await recordBuild({ folder, plan }, 'r1', 'small_a.bin')
    utimesSync(path, 1, 1)
    expect(await statusOf('small_a')).toBe('done')
  })

  it('is altered when its content changed, whatever its size, and counts as not done', async () => {
    const path = writeArtifact('small_a.bin')
    await recordBuild({ folder, plan }, 'r1', 'small_a.bin')
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
    await recordBuild({ folder, plan }, 'r1', 'small_a.bin')
    writeFileSync(path, 'newer one')
    await recordBuild({ folder, plan }, 'r2', 'small_a.bin')
    expect(await statusOf('small_a')).toBe('done')
    writeFileSync(path, 'built')
    expect(await statusOf('small_a')).toBe('altered')
  })

  it('is done although its build was cut off right after it came into its place', async () => {
    const path = writeArtifact('small_a.bin')
    await recordBuild({ folder, plan }, 'r1', 'small_a.bin')
    writeFileSync(path, 'newer one')
    await recordBuild({ folder, plan }, 'r2', 'small_a.bin', 'aborted')
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
