import { planRepair, recordRepair, type RepairPlan } from '../../../engine/index.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { PipelineWorkerData, PlacedRepair, RepairJob, RepairSubject } from '../../workers/pipeline-protocol.ts'
import { maxProblems, toProblemView } from './describe-cards.ts'
import type { ShelvedManifest } from './manifest-shelf.ts'

/** What a repair would keep and leave out. Errors: those of the engine's `planRepair`, `bad-usage` for a manifest that is gone. */
export async function planManifestRepair(
  manifests: readonly ShelvedManifest[],
  { manifestKey, copyPath }: RepairSubject,
  signal: AbortSignal,
): Promise<PlacedRepair> {
  const plan = await planRepair(pathOf(manifests, manifestKey), copyPath ?? undefined, { signal })
  return { ...describe(plan), setAside: null, runId: null }
}

/**
 * Sets the damaged file aside, then writes what can be kept, as a run of the ledger. Errors: those of the engine's
 * `recordRepair`, `bad-usage` for a manifest that is gone.
 */
export async function repairManifest(
  manifests: readonly ShelvedManifest[],
  { manifestKey, copyPath, process }: RepairJob,
  { workspace, version }: Pick<PipelineWorkerData, 'workspace' | 'version'>,
  signal: AbortSignal,
): Promise<PlacedRepair> {
  const source = { copy: copyPath ?? undefined, process: process ?? undefined }
  const run = { workspace, toolVersion: version }
  const { runId, setAsidePath, ...plan } = await recordRepair(pathOf(manifests, manifestKey), source, run, { signal })
  return { ...describe(plan), setAside: setAsidePath, runId }
}

function pathOf(manifests: readonly ShelvedManifest[], manifestKey: string): string {
  const manifest = manifests.find((known) => known.manifestKey === manifestKey)
  if (manifest !== undefined) return manifest.path
  const message = `${manifestKey} is not in this folder any more.`
  throw new AppError({ code: 'bad-usage', operation: 'repair manifest', message })
}

function describe(plan: RepairPlan): Omit<PlacedRepair, 'setAside' | 'runId'> {
  const { keptCount, addedFromCopyCount, lostCount, isMetadataRebuilt, process, isProcessOpen } = plan
  const keys = new Set(plan.leftOutKeys)
  const leftOut = plan.problems.filter(({ key, field }) => {
    // What is wrong with the metadata is mended, and takes no record with it.
    return key === undefined ? !/^metadata(?:\.|$)/u.test(field) : keys.has(key)
  })
  return {
    keptCount,
    addedFromCopyCount,
    leftOut: leftOut.slice(0, maxProblems).map(toProblemView),
    leftOutCount: keys.size,
    lostCount,
    isMetadataRebuilt,
    process,
    isProcessOpen,
  }
}
