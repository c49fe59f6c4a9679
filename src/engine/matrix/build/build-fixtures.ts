import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plan } from '../../../shared/model/plan.ts'
import { Ledger } from '../../ledger/ledger.ts'
import { readPlan } from '../plan/read-plan.ts'
import { buildPermutation } from './build-permutation.ts'
import type { BuildControl, BuiltArtifact } from './build-types.ts'

/** A line of a builder's script that tells of a phase. */
export const told = (phase: number, status: string): string =>
  `console.log(JSON.stringify({ phase: ${phase}, status: '${status}' }));`

export const writeArtifact = `fs.writeFileSync(artifact, 'whole');`

/** What a build that must not succeed says of why. */
export async function failureOf(built: Promise<unknown>): Promise<string> {
  const reason = await built.then(
    () => undefined,
    (error: unknown) => String(error),
  )
  if (reason === undefined) throw new Error('It was built.')
  return reason
}

/** A folder with a plan of one cell, whose builder is a script. */
export class BuildBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'assay-build-'))
  readonly workspace = this.at('workspace')

  constructor() {
    writeFileSync(this.at('in.txt'), 'input')
  }

  at(...parts: string[]): string {
    return join(this.folder, ...parts)
  }

  staged(name: string): string {
    return this.at('out', '_build', 'a_p', name)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }

  /** The script has `artifact`, `done`, `fs` and `sqlite()` at hand. */
  async planOf(script: string, phases: readonly string[] = ['only'], build?: readonly string[]): Promise<Plan> {
    const head = `const fs = require('node:fs'); const artifact = process.env.ASSAY_STAGING_ARTIFACT;
      const done = JSON.parse(process.env.ASSAY_PHASES_DONE);
      const sqlite = () => new (require('node:sqlite').DatabaseSync)(artifact);`
    writeFileSync(this.at('builder.cjs'), `${head}\n${script}`)
    const plan = {
      format: 'assay-plan',
      version: 1,
      output_folder: 'out',
      inputs: [{ id: 'a', path: 'in.txt', cost: 1 }],
      params: [{ name: 'p', cost: 1 }],
      phases,
      build: build ?? [process.execPath, '--no-warnings', 'builder.cjs'],
    }
    writeFileSync(this.at('test.plan.json'), JSON.stringify(plan))
    return readPlan(this.at('test.plan.json'))
  }

  build(
    plan: Plan,
    { isForced = false, ...control }: BuildControl & { isForced?: boolean } = {},
  ): Promise<BuiltArtifact> {
    return buildPermutation(plan, 0, { workspace: this.workspace, isForced }, control)
  }

  async readRuns() {
    const ledger = await Ledger.open(this.workspace)
    try {
      return ledger.list().map((run) => ({ ...run, types: ledger.events(run.runId).events.map(({ type }) => type) }))
    } finally {
      ledger.close()
    }
  }
}
