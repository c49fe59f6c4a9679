import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlanProject } from '../../../tests/helpers/plan-project.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import { measureLongestHold } from '../../../tests/helpers/thread-load.ts'

const number = (of: number) => (at: number) => String(at).padStart(String(of).length, '0')
const inputs = Array.from({ length: 1000 }, (_, at) => `input${number(1000)(at)}`)
const params = Array.from({ length: 200 }, (_, at) => `param${number(200)(at)}`)

let services: TestServices
let planId: string
beforeEach(async () => {
  services = await TestServices.start()
  const project = await PlanProject.create(services.data, { inputs, params })
  await mkdir(join(services.data, 'out'))
  const added = await services.call('plans.add', { token: services.tokenOf(project.plan) })
  planId = added.planId
})
afterEach(() => services.close())

async function untilCount(letter: string, count: number): Promise<void> {
  for (;;) {
    services.events.length = 0
    const { states } = await services.call('matrix.cells', { planId })
    if (states.split(letter).length - 1 === count) return
    await services.event(({ channel }) => channel === 'plans.changed')
  }
}

describe('a plan of 200,000 cells', () => {
  it('is opened, followed, queued and commanded while the host stays free', async () => {
    const artifacts = Array.from({ length: 300 }, (_, at) => `${inputs[at % 1000]}_${params[at % 200]}.txt`)
    const held = await measureLongestHold(async () => {
      await untilCount('m', 200_000)
      await Promise.all(artifacts.map((name) => writeFile(join(services.data, 'out', name), 'x')))
      await untilCount('e', 300)
      const queue = await services.call('matrix.queue', { planId, limit: 3 })
      expect(queue.totalCount).toBe(199_700)
      expect(queue.items[0]).toMatchObject({ permutationId: 'input0000_param001', isCostKnown: true, expectedMs: null })
      const chosen = { planId, cells: null, format: 'commands' as const, isForced: false }
      expect((await services.call('matrix.commands', { ...chosen, cells: [3, 2] })).text).toBe(
        [3, 2]
          .map(
            (at) =>
              `assay matrix build cells.plan.yaml --output-folder out --input-id input0000 --param-name ${params[at]}\n`,
          )
          .join(''),
      )
    })
    expect(held).toBeLessThan(50)
  })

  it('is queued as a whole, and taken out of the queue again', async () => {
    const project = new PlanProject(services.data)
    await project.hold('first')
    await untilCount('m', 200_000)
    const request = { planId, cells: null, isForced: false, jobCount: 2 }
    expect(await services.call('matrix.build', request)).toEqual({ queuedCount: 200_000 })
    await untilCount('b', 2)
    await untilCount('q', 199_998)
    await services.call('matrix.cancel', { planId, cells: null })
    await untilCount('m', 199_998)
    await untilCount('s', 2)
  })
})
