import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const inputCount = 1000
const paramCount = 200

/** A plan of 200,000 permutations, each hundredth of them built. */
export function makeLargePlan(folder: string): string {
  const out = join(folder, 'out')
  mkdirSync(out, { recursive: true })
  const inputs = Array.from({ length: inputCount }, (_, at) => ({ id: `dataset${at}`, cost: (at * 7919) % 1000 }))
  const params = Array.from({ length: paramCount }, (_, at) => ({
    name: `model${at}`,
    cost: (at * 31) % 64,
    label: `${at}d`,
  }))
  for (let at = 0; at < inputCount; at += 1) {
    for (let column = at % 100; column < paramCount; column += 100) {
      writeFileSync(join(out, `dataset${at}_model${column}.bin`), 'artifact')
    }
  }
  const plan = { format: 'assay-plan', version: 1, output_folder: 'out', inputs, params, build: ['true'] }
  const path = join(folder, 'large.plan.json')
  writeFileSync(path, `${JSON.stringify(plan, undefined, 1)}\n`)
  return path
}
