import { unknownRun } from '../../engine/index.ts'
import type { RunPageDetail } from '../../shared/ipc/ledger-schemas.ts'
import type { LedgerRun } from '../../shared/model/ledger.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { ManifestCatalog } from '../library/manifest-catalog.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import type { Matrices } from '../matrices/matrices.ts'
import type { Pipelines } from '../pipelines/pipelines.ts'
import type { Repeater } from '../runs/repeat/repeater.ts'
import { linkRun } from './run-links.ts'

export interface RunPageDependencies {
  readonly locations: LocationRegistry
  readonly catalog: ManifestCatalog
  readonly repeater: Repeater
  readonly pipelines: Pipelines
  readonly matrices: Matrices
}

/** What the page of a run shows besides its events. Errors: `unknown-run`. */
export async function describeRun(
  { run, record }: { readonly run: LedgerRun | null; readonly record: RunRecord | null },
  runId: string,
  { locations, catalog, repeater, pipelines, matrices }: RunPageDependencies,
): Promise<RunPageDetail> {
  if (run === null) throw unknownRun(runId)
  const command = readTexts(run.body['command'])
  const toolVersion = run.body['tool_version']
  return {
    run,
    kind: record?.kind ?? null,
    command: command.length === 0 ? null : command,
    toolVersion: typeof toolVersion === 'string' ? toolVersion : null,
    failure: record?.failure ?? null,
    links: await linkRun(run, record, {
      locate: (path) => locations.issue(path),
      registerManifest: (realPath) => catalog.register(realPath),
      pipelineIdOf: (path) => pipelines.findOf(path)?.pipelineId ?? null,
      planIdOf: (path) => matrices.findId(path),
    }),
    ...(await repeater.describe(run)),
  }
}

function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
