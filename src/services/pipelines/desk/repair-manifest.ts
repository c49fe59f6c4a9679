import { planRepair, repairFromCopy, repairProcessManifest, type RepairPlan } from '../../../engine/index.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { PlacedRepair, RepairJob } from '../../workers/pipeline-protocol.ts'
import { maxProblems, toProblemView } from './describe-cards.ts'
import type { ShelvedManifest } from './manifest-shelf.ts'

/** What a repair would keep and leave out. Errors: those of the engine's `planRepair`, `bad-usage` for a manifest that is gone. */
export async function planManifestRepair(
  manifests: readonly ShelvedManifest[],
  { manifestKey, copyPath }: RepairJob,
  signal: AbortSignal,
): Promise<PlacedRepair> {
  return describe(await planRepair(pathOf(manifests, manifestKey), copyPath ?? undefined, { signal }), null)
}

/** Sets the damaged file aside, then writes what can be kept. Errors: those of the engine's repair, `bad-usage` for a manifest that is gone. */
export async function repairManifest(
  manifests: readonly ShelvedManifest[],
  { manifestKey, copyPath }: RepairJob,
  signal: AbortSignal,
): Promise<PlacedRepair> {
  const path = pathOf(manifests, manifestKey)
  const done = await (copyPath === null
    ? repairProcessManifest(path, { signal })
    : repairFromCopy(path, copyPath, { signal }))
  return describe(done, done.setAsidePath)
}

function pathOf(manifests: readonly ShelvedManifest[], manifestKey: string): string {
  const manifest = manifests.find((known) => known.manifestKey === manifestKey)
  if (manifest !== undefined) return manifest.path
  const message = `${manifestKey} is not in this folder any more.`
  throw new AppError({ code: 'bad-usage', operation: 'repair manifest', message })
}

function describe(plan: RepairPlan, setAside: string | null): PlacedRepair {
  const { keptCount, addedFromCopyCount, problems, leftOutKeys } = plan
  const keys = new Set(leftOutKeys)
  const leftOut = problems.filter(({ key }) => key === undefined || keys.has(key))
  return {
    keptCount,
    addedFromCopyCount,
    leftOut: leftOut.slice(0, maxProblems).map(toProblemView),
    leftOutCount: keys.size,
    setAside,
  }
}
