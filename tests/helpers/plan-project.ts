import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Waits in a phase while `hold-<phase>` is there, and dies in it while `die-<phase>` is; skips the phases that are done. */
const builder = `
import { appendFileSync, existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
const { ASSAY_STAGING_ARTIFACT: artifact, ASSAY_INPUT_ID: input, ASSAY_PARAM_NAME: param } = process.env
const done = JSON.parse(process.env.ASSAY_PHASES_DONE)
for (const [at, name] of JSON.parse(process.env.ASSAY_PHASES).entries()) {
  const phase = at + 1
  if (done.includes(phase)) continue
  console.log(JSON.stringify({ phase, name, status: 'started' }))
  while (existsSync('hold-' + name)) await pause(10)
  if (existsSync('die-' + name)) {
    console.error('cannot ' + name + ' ' + input)
    process.exit(7)
  }
  appendFileSync(artifact, input + ' ' + param + ' ' + name + '\\n')
  appendFileSync('calls.txt', input + '_' + param + ' ' + name + '\\n')
  console.log(JSON.stringify({ phase, name, status: 'completed' }))
}
`

export interface PlanChoices {
  readonly inputs?: readonly string[]
  readonly params?: readonly string[]
  readonly phases?: readonly string[]
  readonly hasBuilder?: boolean
}

/** A project with a plan and a builder whose course is steered by files. */
export class PlanProject {
  readonly root: string
  readonly plan: string

  constructor(root: string) {
    this.root = root
    this.plan = join(root, 'cells.plan.yaml')
  }

  static async create(root: string, choices: PlanChoices = {}): Promise<PlanProject> {
    const project = new PlanProject(root)
    await mkdir(root, { recursive: true })
    await writeFile(join(root, 'builder.mjs'), builder)
    await project.write(choices)
    return project
  }

  async write({
    inputs = ['a', 'b'],
    params = ['p', 'q'],
    phases = ['first', 'second'],
    hasBuilder = true,
  }: PlanChoices) {
    const text = [
      'format: assay-plan',
      'version: 1',
      'name: cells',
      'output_folder: out',
      'artifact: "{permutation_id}.txt"',
      'inputs:',
      ...inputs.map((id, at) => `  - { id: ${id}, cost: ${at + 1} }`),
      'params:',
      ...params.map((name, at) => `  - { name: ${name}, cost: ${at + 1} }`),
      `phases: [${phases.join(', ')}]`,
      ...(hasBuilder ? [`build: [${JSON.stringify(process.execPath)}, builder.mjs]`] : []),
      '',
    ].join('\n')
    await writeFile(this.plan, text)
  }

  async hold(phase: string): Promise<void> {
    await writeFile(join(this.root, `hold-${phase}`), '')
  }

  async letGo(phase: string): Promise<void> {
    await rm(join(this.root, `hold-${phase}`))
  }

  async setDying(phase: string, isDying: boolean): Promise<void> {
    const path = join(this.root, `die-${phase}`)
    await (isDying ? writeFile(path, '') : rm(path))
  }

  /** What the builder has done, by permutation and phase. */
  async calls(): Promise<string[]> {
    return (await readFile(join(this.root, 'calls.txt'), 'utf8')).split('\n')
  }

  artifact(permutationId: string): string {
    return join(this.root, 'out', `${permutationId}.txt`)
  }
}
