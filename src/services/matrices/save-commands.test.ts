import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PlanProject } from '../../../tests/helpers/plan-project.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'

let services: TestServices
let project: PlanProject
beforeEach(async () => {
  services = await TestServices.start()
  project = await PlanProject.create(services.data)
})
afterEach(() => services.close())

async function addPlan(): Promise<string> {
  return (await services.call('plans.add', { token: services.tokenOf(project.plan) })).planId
}

it('saves the commands of cells as a file that holds what is shown of them', async () => {
  const planId = await addPlan()
  const folderToken = services.tokenOf(services.root)
  const wanted = { planId, cells: null, format: 'slurm' as const, isForced: true }
  const file = { folderToken, fileName: 'cells.sbatch', isReplacing: false }
  const { text } = await services.call('matrix.commands', wanted)
  const { location, sizeBytes, sha256 } = await services.call('matrix.saveCommands', { ...wanted, file })
  expect(location.displayPath).toBe(join(services.root, 'cells.sbatch'))
  expect(await readFile(location.displayPath, 'utf8')).toBe(text)
  expect([sizeBytes, sha256]).toEqual([Buffer.byteLength(text), createHash('sha256').update(text).digest('hex')])
  const again = services.call('matrix.saveCommands', { ...wanted, file })
  await expect(again).rejects.toMatchObject({ code: 'already-exists' })
  await services.call('matrix.saveCommands', { ...wanted, file: { ...file, isReplacing: true } })
})

it('never puts a file of commands in the place of their plan', async () => {
  const planId = await addPlan()
  const before = await readFile(project.plan)
  const file = { folderToken: services.tokenOf(dirname(project.plan)), isReplacing: true }
  const wanted = { planId, cells: null, format: 'commands' as const, isForced: false }
  const named = { ...file, fileName: basename(project.plan) }
  const saved = services.call('matrix.saveCommands', { ...wanted, file: named })
  await expect(saved).rejects.toMatchObject({ code: 'output-refused' })
  expect(await readFile(project.plan)).toEqual(before)
})
