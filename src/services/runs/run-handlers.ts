import type { RequestInput } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../handlers.ts'
import type { Library } from '../library/library.ts'
import type { ManifestCatalog } from '../library/manifest-catalog.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { planCompareOf, planSnapshot, planVerifyOf, planWatch } from './plan-runs.ts'
import type { Repeater } from './repeat/repeater.ts'
import type { RunPlan } from './run-plan.ts'
import type { Runs } from './runs.ts'

type RunChannel = Extract<keyof Handlers, `run.${string}` | `${'snapshot' | 'verify' | 'compare' | 'watch'}.start`>

export interface RunHandlerDependencies {
  readonly workspace: string
  readonly version: string
  readonly runs: Runs
  readonly repeater: Repeater
  readonly library: Library
  readonly catalog: ManifestCatalog
  readonly locations: LocationRegistry
  readonly settings: SettingsStore
}

/** Starting runs, steering them, and what they found. */
export function createRunHandlers(dependencies: RunHandlerDependencies): Pick<Handlers, RunChannel> {
  const { runs, repeater, locations, library, settings } = dependencies
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
    'run.repeat': ({ runId, isReplacing }) => repeater.repeat(runId, isReplacing),
    'run.list': async () => ({ runs: await runs.list() }),
    'run.read': ({ runId }) => runs.read(runId),
    async 'run.cancel'({ runId }) {
      if (!(await repeater.cancel(runId))) await runs.cancel(runId)
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
  dependencies: RunHandlerDependencies,
  { manifestId, token, ...choices }: RequestInput<'verify.start'>,
): Promise<RunPlan> {
  const { library, catalog, locations } = dependencies
  const item = await catalog.require(await library.pathOf(manifestId))
  const other = token === null ? undefined : locations.pathOf(token)
  return planVerifyOf(dependencies, item.path, other ?? item.summary.directory, choices)
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
