import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A builder of three phases in plain Node: it waits in the second one for a file `go`, and fails there where it is told to. */
const builder = `
import { existsSync, appendFileSync } from 'node:fs'
const [input, artifact, waits, fails] = process.argv.slice(2)
const done = JSON.parse(process.env.ASSAY_PHASES_DONE)
const say = (record) => console.log(JSON.stringify(record))
const isGo = () => existsSync('go')
for (const [index, name] of ['extract', 'embed', 'index'].entries()) {
  const phase = index + 1
  if (done.includes(phase)) continue
  say({ phase, name, status: 'started' })
  say({ level: 'debug', message: name + ' looks at ' + input })
  if (phase === 2 && waits === 'yes') while (!isGo()) await new Promise((resolve) => setTimeout(resolve, 50))
  if (phase === 2 && fails === 'yes' && !existsSync('mended')) {
    console.error('Error: the embedder has no weights')
    process.exit(2)
  }
  appendFileSync(artifact, name + '\\n')
  say({ phase, name, status: 'completed' })
}
`

const plan = `format: assay-plan
version: 1
name: e2e
output_folder: out
artifact: "{permutation_id}.txt"
inputs:
  - { glob: "data/*.csv", cost: rows }
params:
  - { name: quick, cost: 1, label: Quick, values: { waits: no, fails: no } }
  - { name: held, cost: 2, label: Held, values: { waits: yes, fails: no } }
  - { name: broken, cost: 3, label: Broken, values: { waits: no, fails: yes } }
phases: [extract, embed, index]
build: [node, builder.mjs, "{input_path}", "{staging_artifact}", "{values.waits}", "{values.fails}"]
`

export interface Project {
  readonly root: string
  readonly planPath: string
  /** Where the artifact of a cell lies. */
  artifactOf(permutationId: string): string
  /** Lets held builds go on. */
  go(): Promise<void>
  /** Lets what failed succeed. */
  mend(): Promise<void>
  /** Replaces a piece of the plan's text. */
  edit(before: string, after: string): Promise<void>
}

/** Two inputs and three params: cells that build at once, that wait to be let go, and that fail. */
export async function makeProject(folder: string): Promise<Project> {
  const root = join(folder, 'project')
  const planPath = join(root, 'e2e.plan.yaml')
  await mkdir(join(root, 'data'), { recursive: true })
  await writeFile(join(root, 'data', 'first.csv'), 'a,b\n1,2\n')
  await writeFile(join(root, 'data', 'second.csv'), 'a,b\n1,2\n3,4\n5,6\n')
  await writeFile(join(root, 'builder.mjs'), builder)
  await writeFile(planPath, plan)
  return {
    root,
    planPath,
    artifactOf: (permutationId) => join(root, 'out', `${permutationId}.txt`),
    go: () => writeFile(join(root, 'go'), ''),
    mend: () => writeFile(join(root, 'mended'), ''),
    edit: async (before, after) => writeFile(planPath, (await readFile(planPath, 'utf8')).replace(before, after)),
  }
}
