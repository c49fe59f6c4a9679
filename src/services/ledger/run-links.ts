import { dirname } from 'node:path'
import { identifyFile, isFolderPresent, isSomethingAt } from '../../engine/index.ts'
import type { RunLink } from '../../shared/ipc/ledger-schemas.ts'
import type { LedgerRun } from '../../shared/model/ledger.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import { sidesOf, type SideNames } from '../runs/run-sides.ts'

type Role = RunLink['role']

/** Makes what runs name known to the page. */
export interface LinkNames extends SideNames {
  /** The id of the pipeline of a folder or of one of its manifests, and that of a plan, where they are in the list. */
  readonly pipelineIdOf: (path: string) => string | null
  readonly planIdOf: (path: string) => Promise<string | null>
}

/** What a run read and wrote, as far as it is on record. */
export async function linkRun(run: LedgerRun, record: RunRecord | null, names: LinkNames): Promise<RunLink[]> {
  if (record === null) return Promise.all(linkOther(run, names))
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

/** Of an audit, an import, an export, a build or a run of another program. */
function linkOther(run: LedgerRun, names: LinkNames): Promise<RunLink>[] {
  const { body } = run
  const ofRun = body['of_run']
  const [source, artifact] = [textOf(body, 'source_path'), textOf(body, 'output_path')]
  return [
    ...source.map((path) => linkFile('input', 'log', path, names)),
    ...(typeof ofRun === 'string' && body['of'] !== 'manifest' ? [linkRunOf('input', 'run', ofRun)] : []),
    ...listOf(body['imported']).flatMap(({ path, run_id: runId }) => [
      ...(typeof path === 'string' ? [linkFile('input', 'log', path, names)] : []),
      ...(typeof runId === 'string' ? [linkRunOf('output', 'run', runId)] : []),
    ]),
    ...(run.source === 'assay' ? linkWork(run, names) : []),
    ...artifact.map((path) => linkFolder('output', dirname(path), names)),
    ...listOf(body['outputs']).flatMap(({ path }) =>
      typeof path === 'string' ? [linkFile('output', 'report', path, names)] : [],
    ),
  ]
}

/** Of an audit, an import into a process manifest, or a build. */
function linkWork({ body }: LedgerRun, names: LinkNames): Promise<RunLink>[] {
  return [
    ...textOf(body, 'target').map((path) => linkPipeline('input', path, names)),
    ...textOf(body, 'folder').map((path) => linkFolder('input', path, names)),
    ...textOf(body, 'manifest').map((path) => linkPipeline('output', path, names)),
    ...textOf(body, 'plan').map((path) => linkPlan(path, names)),
  ]
}

/** The text under a key, if there is one. */
function textOf(body: LedgerRun['body'], key: string): string[] {
  const value = body[key]
  return typeof value === 'string' ? [value] : []
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []
}

const nowhere = { location: null, manifestId: null, runId: null, listedId: null, isPresent: true }

async function linkFolder(role: Role, path: string, { locate }: SideNames): Promise<RunLink> {
  const isPresent = await isFolderPresent(path)
  return { ...nowhere, role, type: 'folder', label: path, location: locate(path), isPresent }
}

async function linkManifest(role: Role, path: string, { locate, registerManifest }: SideNames): Promise<RunLink> {
  const file = await identifyFile(path)
  const manifestId = file === undefined ? null : registerManifest(file.realPath)
  const isPresent = file !== undefined
  return { ...nowhere, role, type: 'manifest', label: path, location: locate(path), manifestId, isPresent }
}

async function linkFile(role: Role, type: 'report' | 'log', path: string, { locate }: SideNames): Promise<RunLink> {
  return { ...nowhere, role, type, label: path, location: locate(path), isPresent: await isSomethingAt(path) }
}

async function linkPipeline(role: Role, path: string, { locate, pipelineIdOf }: LinkNames): Promise<RunLink> {
  const isPresent = (await isFolderPresent(path)) || (await isSomethingAt(path))
  const listedId = pipelineIdOf(path)
  return { ...nowhere, role, type: 'pipeline', label: path, location: locate(path), listedId, isPresent }
}

async function linkPlan(path: string, { locate, planIdOf }: LinkNames): Promise<RunLink> {
  const [isPresent, listedId] = await Promise.all([isSomethingAt(path), planIdOf(path)])
  return { ...nowhere, role: 'input', type: 'plan', label: path, location: locate(path), listedId, isPresent }
}

function linkRunOf(role: Role, type: 'comparison' | 'run', runId: string): Promise<RunLink> {
  return Promise.resolve({ ...nowhere, role, type, label: runId, runId })
}
