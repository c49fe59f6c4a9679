import { classifySide } from '../../engine/index.ts'
import type { RequestInput } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../handlers.ts'
import type { Library } from '../library/library.ts'
import type { ManifestCatalog } from '../library/manifest-catalog.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { RunPlan } from './run-plan.ts'
import type { Runs } from './runs.ts'

type RunChannel = Extract<keyof Handlers, `run.${string}` | `${'snapshot' | 'verify' | 'compare'}.start`>
type SnapshotChoices = Omit<RequestInput<'snapshot.start'>, 'token' | 'baseManifestId'>

export interface RunHandlerDependencies {
  readonly workspace: string
  readonly version: string
  readonly runs: Runs
  readonly library: Library
  readonly catalog: ManifestCatalog
  readonly locations: LocationRegistry
  readonly settings: SettingsStore
}

/** A snapshot as the app makes them: into the workspace, in Assay's own format. */
export function planSnapshot(
  { workspace, version }: Pick<RunHandlerDependencies, 'workspace' | 'version'>,
  directory: string,
  choices: SnapshotChoices,
  base?: string,
): RunPlan {
  const options = { ...choices, directory, workspace, toolVersion: version, format: 'assay-manifest' as const }
  const based = base === undefined ? options : { ...options, base }
  return { kind: 'snapshot', directory, request: (runId) => ({ kind: 'snapshot', options: { ...based, runId } }) }
}

/** Starting runs, steering them, and what they found. */
export function createRunHandlers(dependencies: RunHandlerDependencies): Pick<Handlers, RunChannel> {
  const { runs, locations, library, settings } = dependencies
  return {
    async 'snapshot.start'({ token, baseManifestId, ...choices }) {
      const directory = locations.pathOf(token)
      const base = baseManifestId === null ? undefined : await library.pathOf(baseManifestId)
      const always = (await settings.read()).exclude
      const exclude = [...new Set([...choices.exclude, ...always])]
      return { runId: await runs.start(planSnapshot(dependencies, directory, { ...choices, exclude }, base)) }
    },
    'verify.start': async (input) => ({ runId: await runs.start(await planVerify(dependencies, input)) }),
    'compare.start': async (input) => ({ runId: await runs.start(await planCompare(dependencies, input)) }),
    'run.list': async () => ({ runs: await runs.list() }),
    'run.read': ({ runId }) => runs.read(runId),
    async 'run.cancel'({ runId }) {
      await runs.cancel(runId)
      return {}
    },
    async 'run.pause'({ runId }) {
      await runs.setPaused(runId, true)
      return {}
    },
    async 'run.resume'({ runId }) {
      await runs.setPaused(runId, false)
      return {}
    },
  }
}

async function planVerify(
  { workspace, version, library, catalog, locations }: RunHandlerDependencies,
  { manifestId, token, ...choices }: RequestInput<'verify.start'>,
): Promise<RunPlan> {
  const item = await catalog.require(await library.pathOf(manifestId))
  const other = token === null ? undefined : locations.pathOf(token)
  const options = { ...choices, manifest: item.path, workspace, toolVersion: version }
  const placed = other === undefined ? options : { ...options, directory: other }
  const directory = other ?? item.summary.directory
  return {
    kind: 'verify',
    directory,
    manifest: item.path,
    sides: { left: { type: 'manifest', path: item.path }, right: { type: 'folder', path: directory } },
    isStrict: choices.isStrict,
    request: (runId) => ({ kind: 'verify', options: { ...placed, runId } }),
  }
}

async function planCompare(
  { workspace, version, library, locations }: RunHandlerDependencies,
  input: RequestInput<'compare.start'>,
): Promise<RunPlan> {
  const pathOf = async (side: RequestInput<'compare.start'>['left']): Promise<string> =>
    side.type === 'manifest' ? library.pathOf(side.manifestId) : locations.pathOf(side.token)
  const [left, right] = await Promise.all([
    pathOf(input.left).then(classifySide),
    pathOf(input.right).then(classifySide),
  ])
  const { isStrict, allowEmpty } = input
  const options = { left, right, isStrict, allowEmpty, workspace, toolVersion: version }
  return {
    kind: 'compare',
    directory: right.path,
    sides: { left, right },
    isStrict,
    request: (runId) => ({ kind: 'compare', options: { ...options, runId } }),
  }
}
