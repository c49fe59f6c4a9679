import { createHash } from 'node:crypto'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { inTransaction, openLedgerDatabase } from '../src/engine/ledger/ledger-database.ts'
import { insertEvents, insertRun, sealRun } from '../src/engine/ledger/write-runs.ts'
import { formatTimestampNs } from '../src/engine/table/timestamp.ts'
import { makeOnce } from './trees.ts'

const inputCount = 1000
const paramCount = 200
const planName = 'large'
const content = 'artifact'
const sha256 = createHash('sha256').update(content).digest('hex')

/** Plans of 200,000 permutations, by how many of them are built. */
export const largePlans = {
  'each hundredth built': 100,
  'all built': 1,
  'all built and on record': 1,
} as const

export type LargePlan = keyof typeof largePlans

/** A plan and the workspace its builds are on record in, made once. */
export async function makeLargePlan(base: string, kind: LargePlan): Promise<{ path: string; workspace: string }> {
  const root = join(base, `plan-${kind.replaceAll(' ', '-')}`)
  const [path, workspace] = [join(root, `${planName}.plan.json`), join(root, 'home')]
  makeOnce(root, () => fillPlan(root, path, largePlans[kind]))
  if (kind === 'all built and on record') await recordBuilds(root, path, workspace)
  return { path, workspace }
}

function fillPlan(root: string, path: string, every: number): void {
  mkdirSync(join(root, 'out'))
  const inputs = Array.from({ length: inputCount }, (_, at) => ({ id: `dataset${at}`, cost: (at * 7919) % 1000 }))
  const params = Array.from({ length: paramCount }, (_, at) => ({
    name: `model${at}`,
    cost: (at * 31) % 64,
    label: `${at}d`,
  }))
  for (const { input, param } of eachCell()) {
    if ((input - param) % every === 0) writeFileSync(artifactOf(root, input, param), content)
  }
  const plan = { format: 'assay-plan', version: 1, output_folder: 'out', inputs, params, build: ['true'] }
  writeFileSync(path, `${JSON.stringify(plan, undefined, 1)}\n`)
}

function* eachCell(): Generator<{ input: number; param: number }> {
  for (let input = 0; input < inputCount; input += 1) {
    for (let param = 0; param < paramCount; param += 1) yield { input, param }
  }
}

function artifactOf(root: string, input: number, param: number): string {
  return join(root, 'out', `dataset${input}_model${param}.bin`)
}

/** The events of 200,000 builds as builds record them, sealed one after the other, but put on disk together: all or none. */
async function recordBuilds(root: string, path: string, workspace: string): Promise<void> {
  const database = await openLedgerDatabase(workspace)
  inTransaction(database, () => {
    if (database.prepare('SELECT 1 FROM runs LIMIT 1').get() !== undefined) return
    for (const { input, param } of eachCell()) recordBuild(database, path, root, input, param)
  })
  database.close()
}

function recordBuild(database: DatabaseSync, plan: string, root: string, input: number, param: number): void {
  const permutation_id = `dataset${input}_model${param}`
  const output_path = artifactOf(root, input, param)
  const told = { plan, permutation_id, input_id: `dataset${input}`, param_name: `model${param}`, output_path }
  const startMs = Date.UTC(2026, 0, 1) + (input * paramCount + param) * 1000
  const startTime = new Date(startMs).toISOString()
  const endTime = new Date(startMs + 900).toISOString()
  const start = { runId: `run_${permutation_id}`, operation: 'build', lane: planName, startTime, body: told }
  const id = insertRun(database, start, 'assay')
  const size_bytes = content.length
  const modified_utc = formatTimestampNs(statSync(output_path, { bigint: true }).mtimeNs)
  const said = [
    ['run_started', { operation: 'build', ...told }],
    ['build_started', { attempt: 1, phases_done: [] }],
    ['phase_started', { phase: 1, name: 'build' }],
    ['phase_completed', { phase: 1, name: 'build', duration_ms: 800 }],
    ['artifact', { permutation_id, plan, path: output_path, size_bytes, modified_utc, sha256 }],
    ['build_ended', { status: 'completed', size_bytes, sha256 }],
    ['run_finished', { status: 'completed', duration_ms: 900, errors: 0 }],
  ] as const
  insertEvents(
    database,
    id,
    said.map(([type, data]) => ({ timestamp: endTime, type, data })),
  )
  sealRun(database, id, { status: 'completed', endTime, durationMs: 900, body: { ...told, size_bytes, sha256 } })
}
