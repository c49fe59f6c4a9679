import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A plan in YAML with an input that is named, others by a glob, params with and without a cost, and a builder. */
export const planText = `format: assay-plan
version: 1
output_folder: out
artifact: "{permutation_id}.db"
inputs:
  - { id: first, path: data/b.csv, cost: 100, label: "The first" }
  - { glob: "data/*.csv", cost: rows }
params:
  - { name: small, cost: 1, label: "1d", values: { dim: 1 } }
  - { name: large, values: { dim: 9 } }
phases: [extract, embed]
build: [make-it, "{input_path}", "{staging_artifact}", "--dim={values.dim}", "{{}}"]
`

/** A folder with files of a plan in it. */
export class PlanFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'assay-plan-'))

  path(...parts: string[]): string {
    return join(this.root, ...parts)
  }

  write(name: string, text: string | Uint8Array): string {
    const path = this.path(name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return path
  }

  /** A plan in JSON of these fields, and what every plan has. */
  writePlan(fields: Readonly<Record<string, unknown>>, name = 'a.plan.json'): string {
    const usual = {
      format: 'assay-plan',
      version: 1,
      output_folder: 'out',
      inputs: [{ id: 'i' }],
      params: [{ name: 'p' }],
    }
    return this.write(name, JSON.stringify({ ...usual, ...fields }, undefined, 1))
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
