import { dirname } from 'node:path'
import { identifyFile, isFolderPresent, isSomethingAt } from '../../engine/index.ts'
import type { RunLink } from '../../shared/ipc/ledger-schemas.ts'
import type { LedgerRun } from '../../shared/model/ledger.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import { sidesOf, type SideNames } from '../runs/run-sides.ts'

type Role = RunLink['role']

/** What a run read and wrote, as far as it is on record. */
export async function linkRun(run: LedgerRun, record: RunRecord | null, names: SideNames): Promise<RunLink[]> {
  if (record === null) return linkOther(run, names)
  const sides = sidesOf(record)
  const written = record.result?.kind === 'snapshot' ? [record.result.manifest] : []
  const inputs = sides === undefined ? [{ type: 'folder' as const, path: record.directory }] : [sides.left, sides.right]
  const links = inputs.map(({ type, path }) =>
    type === 'folder' ? linkFolder('input', path, names) : linkManifest('input', path, names),
  )
  const outputs = written.map((path) => linkManifest('output', path, names))
  const comparison = record.kind === 'snapshot' ? [] : [linkRunOf('output', 'comparison', run.runId)]
  return Promise.all([...links, ...outputs, ...comparison])
}

/** Of an import, an export, a build or a run of another program. */
function linkOther({ body }: LedgerRun, names: SideNames): Promise<RunLink[]> {
  const source = body['source_path']
  const ofRun = body['of_run']
  const imported = listOf(body['imported'])
  const outputs = listOf(body['outputs'])
  const artifact = body['output_path']
  return Promise.all([
    ...(typeof source === 'string' ? [linkFile('input', 'log', source, names)] : []),
    ...(typeof ofRun === 'string' && body['of'] !== 'manifest' ? [linkRunOf('input', 'run', ofRun)] : []),
    ...imported.flatMap(({ path, run_id: runId }) => [
      ...(typeof path === 'string' ? [linkFile('input', 'log', path, names)] : []),
      ...(typeof runId === 'string' ? [linkRunOf('output', 'run', runId)] : []),
    ]),
    ...(typeof artifact === 'string' ? [linkFolder('output', dirname(artifact), names)] : []),
    ...outputs.flatMap(({ path }) => (typeof path === 'string' ? [linkFile('output', 'report', path, names)] : [])),
  ])
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []
}

async function linkFolder(role: Role, path: string, { locate }: SideNames): Promise<RunLink> {
  const isPresent = await isFolderPresent(path)
  return { role, type: 'folder', label: path, location: locate(path), manifestId: null, runId: null, isPresent }
}

async function linkManifest(role: Role, path: string, { locate, registerManifest }: SideNames): Promise<RunLink> {
  const file = await identifyFile(path)
  const manifestId = file === undefined ? null : registerManifest(file.realPath)
  const isPresent = file !== undefined
  return { role, type: 'manifest', label: path, location: locate(path), manifestId, runId: null, isPresent }
}

async function linkFile(role: Role, type: 'report' | 'log', path: string, { locate }: SideNames): Promise<RunLink> {
  const isPresent = await isSomethingAt(path)
  return { role, type, label: path, location: locate(path), manifestId: null, runId: null, isPresent }
}

function linkRunOf(role: Role, type: 'comparison' | 'run', runId: string): Promise<RunLink> {
  return Promise.resolve({ role, type, label: runId, location: null, manifestId: null, runId, isPresent: true })
}
