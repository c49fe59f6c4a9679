import { classifySide, unknownRun } from '../../engine/index.ts'
import type { RequestInput } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../handlers.ts'
import type { Library } from '../library/library.ts'
import type { ManifestCatalog } from '../library/manifest-catalog.ts'
import { readRepeatable } from '../ledger/repeat-run.ts'
import type { LedgerThread } from '../ledger/ledger-thread.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { RunPlan } from './run-plan.ts'
import type { Runs } from './runs.ts'

type RunChannel = Extract<keyof Handlers, `run.${string}` | `${'snapshot' | 'verify' | 'compare' | 'watch'}.start`>
type SnapshotChoices = Omit<RequestInput<'snapshot.start'>, 'token' | 'baseManifestId'>

export interface RunHandlerDependencies {
  readonly workspace: string
  readonly version: string
  readonly runs: Runs
  readonly ledger: LedgerThread
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
    async 'watch.start'({ manifestId, token, isStrict }) {
      const { path, summary } = await dependencies.catalog.require(await library.pathOf(manifestId))
      const directory = token === null ? summary.directory : locations.pathOf(token)
      const known = runs.findWatch(directory, manifestId)
      if (known !== undefined) return { runId: known }
      return { runId: await runs.start(planWatch(dependencies, { directory, manifest: path, isStrict })) }
    },
    'run.repeat': async ({ runId }) => ({ runId: await runs.start(await planAgain(dependencies, runId)) }),
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

async function planAgain(dependencies: RunHandlerDependencies, runId: string): Promise<RunPlan> {
  const { run, record } = await dependencies.ledger.call('run', { runId })
  if (run === null) throw unknownRun(runId)
  const repeated = await readRepeatable(run, record)
  if (repeated.kind === 'snapshot') {
    const { algorithms, include, exclude, base, directory, isJunkExcluded, isParanoid } = repeated
    const choices = {
      algorithms: [...algorithms],
      include: [...include],
      exclude: [...exclude],
      isJunkExcluded,
      isParanoid,
    }
    return planSnapshot(dependencies, directory, choices, base)
  }
  if (repeated.kind === 'watch') return planWatch(dependencies, repeated)
  const { left, right, isQuick, isStrict, allowEmpty } = repeated
  if (repeated.kind === 'compare') return planCompareOf(dependencies, left, right, { isStrict, allowEmpty })
  return planVerifyOf(dependencies, left, right, { isQuick, isStrict, allowEmpty })
}

function planWatch(
  { workspace, version }: RunHandlerDependencies,
  {
    directory,
    manifest,
    isStrict,
  }: { readonly directory: string; readonly manifest: string; readonly isStrict: boolean },
): RunPlan {
  const options = { manifest, directory, isStrict, workspace, toolVersion: version }
  return {
    kind: 'watch',
    directory,
    manifest,
    sides: { left: { type: 'manifest', path: manifest }, right: { type: 'folder', path: directory } },
    isStrict,
    request: (runId) => ({ kind: 'watch', options: { ...options, runId } }),
  }
}

async function planVerify(
  dependencies: RunHandlerDependencies,
  { manifestId, token, ...choices }: RequestInput<'verify.start'>,
): Promise<RunPlan> {
  const { library, catalog, locations } = dependencies
  const item = await catalog.require(await library.pathOf(manifestId))
  const other = token === null ? undefined : locations.pathOf(token)
  return planVerifyOf(dependencies, item.path, other ?? item.summary.directory, choices)
}

type VerifyChoices = Omit<RequestInput<'verify.start'>, 'manifestId' | 'token'>

function planVerifyOf(
  { workspace, version }: RunHandlerDependencies,
  manifest: string,
  directory: string,
  choices: VerifyChoices,
): RunPlan {
  const options = { ...choices, manifest, directory, workspace, toolVersion: version }
  return {
    kind: 'verify',
    directory,
    manifest,
    sides: { left: { type: 'manifest', path: manifest }, right: { type: 'folder', path: directory } },
    isStrict: choices.isStrict,
    request: (runId) => ({ kind: 'verify', options: { ...options, runId } }),
  }
}

async function planCompare(
  dependencies: RunHandlerDependencies,
  input: RequestInput<'compare.start'>,
): Promise<RunPlan> {
  const { library, locations } = dependencies
  const pathOf = async (side: RequestInput<'compare.start'>['left']): Promise<string> =>
    side.type === 'manifest' ? library.pathOf(side.manifestId) : locations.pathOf(side.token)
  const [left, right] = await Promise.all([pathOf(input.left), pathOf(input.right)])
  return planCompareOf(dependencies, left, right, input)
}

async function planCompareOf(
  { workspace, version }: RunHandlerDependencies,
  leftPath: string,
  rightPath: string,
  { isStrict, allowEmpty }: Pick<RequestInput<'compare.start'>, 'isStrict' | 'allowEmpty'>,
): Promise<RunPlan> {
  const [left, right] = await Promise.all([classifySide(leftPath), classifySide(rightPath)])
  const options = { left, right, isStrict, allowEmpty, workspace, toolVersion: version }
  return {
    kind: 'compare',
    directory: right.path,
    sides: { left, right },
    isStrict,
    request: (runId) => ({ kind: 'compare', options: { ...options, runId } }),
  }
}
