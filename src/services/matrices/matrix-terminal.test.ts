import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlanProject } from '../../../tests/helpers/plan-project.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import type { RequestOutput } from '../../shared/ipc/contract.ts'

const assay = join(import.meta.dirname, '../../cli/assay.ts')

let services: TestServices
let project: PlanProject
let planId: string
beforeEach(async () => {
  services = await TestServices.start()
  project = await PlanProject.create(services.data)
  const added = await services.call('plans.add', { token: services.tokenOf(project.plan) })
  planId = added.planId
})
afterEach(() => services.close())

type Cells = RequestOutput<'matrix.cells'>

async function untilCells(fits: (cells: Cells) => boolean): Promise<Cells> {
  for (;;) {
    services.events.length = 0
    const cells = await services.call('matrix.cells', { planId })
    if (fits(cells)) return cells
    await services.event(({ channel }) => channel === 'plans.changed')
  }
}

/** Builds in another process, as in a terminal. */
function buildApart(inputId: string, workspace = services.workspace): ChildProcess {
  const pinned = ['--input-id', inputId, '--param-name', 'p', '--progress', 'none']
  return spawn(process.execPath, [assay, 'matrix', 'build', project.plan, ...pinned], {
    env: { ...process.env, ASSAY_HOME: workspace },
    stdio: 'ignore',
  })
}

describe('a build from a terminal', () => {
  it('is seen while it runs, phase by phase, and when it is done', async () => {
    await project.hold('second')
    await untilCells(({ states }) => states === 'mmmm')
    const terminal = buildApart('a')
    const ended = once(terminal, 'exit')
    await untilCells(({ states, phases }) => states === 'bmmm' && phases[0]?.phase === 'second')
    expect((await services.call('plans.list', {})).plans).toMatchObject([{ buildingCount: 1 }])
    await project.letGo('second')
    await untilCells(({ states }) => states === 'dmmm')
    expect(await ended).toEqual([0, null])
    const { runs } = await services.call('matrix.cell', { planId, cell: 0 })
    expect(runs.map(({ status }) => status)).toEqual(['completed'])
  })

  it('is seen to be cut off when it is killed, and to be taken up again in another workspace', async () => {
    await project.hold('second')
    const killed = buildApart('b')
    const ended = once(killed, 'exit')
    await untilCells(({ states, phases }) => states === 'mmbm' && phases[0]?.phasesDone === 1)
    killed.kill('SIGKILL')
    await ended
    await untilCells(({ states }) => states === 'mmsm')
    expect((await services.call('matrix.cell', { planId, cell: 2 })).evidence).toContain('cut off')
    const again = buildApart('b', join(services.root, 'elsewhere'))
    const endedAgain = once(again, 'exit')
    await untilCells(({ states }) => states === 'mmbm')
    await project.letGo('second')
    expect(await endedAgain).toEqual([0, null])
    // This workspace has no record of the artifact: who built it is not known here.
    await untilCells(({ states }) => states === 'mmem')
  })

  it('keeps the app from building the same cell at the same time', async () => {
    await project.hold('second')
    const terminal = buildApart('a')
    const ended = once(terminal, 'exit')
    await untilCells(({ states, phases }) => states === 'bmmm' && phases[0]?.phasesDone === 1)
    const request = { planId, cells: [0, 1], isForced: false, jobCount: 4 }
    expect(await services.call('matrix.build', request)).toEqual({ queuedCount: 1 })
    await project.letGo('second')
    const { batch } = await untilCells(({ states, batch: { isActive } }) => states === 'ddmm' && !isActive)
    expect(batch).toMatchObject({ doneCount: 1, failedCount: 0 })
    expect(await ended).toEqual([0, null])
    expect((await project.calls()).toSorted()).toEqual(['', 'a_p first', 'a_p second', 'a_q first', 'a_q second'])
  })
})
