import { readdir } from 'node:fs/promises'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { BuildLock } from '../staging/build-lock.ts'
import { readProgressFile } from '../staging/progress-file.ts'
import { isPublished } from '../staging/published.ts'
import { buildFolder } from '../staging/staging-paths.ts'
import { targetOf, type BuildTarget } from './builder-command.ts'
import { leaveStaging, removeStaging } from './open-staging.ts'

/**
 * Clears away staging folders whose artifact is in its place: of builds that were killed between their last two steps.
 * Never throws: what stays takes nothing but room.
 */
export async function sweepPublished(plan: Plan, done: readonly Permutation[]): Promise<void> {
  const staged = new Set(await readdir(buildFolder(plan.outputFolder)).catch(() => []))
  for (const { cell, permutationId } of done) {
    if (!staged.has(permutationId)) continue
    const target = targetOf(plan, cell)
    if (await isOver(target)) await sweep(target).catch(() => undefined)
  }
}

async function sweep(target: BuildTarget): Promise<void> {
  const lock = await BuildLock.acquire(target.paths.lock)
  if (lock === undefined) return
  await ((await isOver(target)) ? removeStaging(target, lock) : leaveStaging(target, lock))
}

/** Whether the artifact in its place is the very one that this staging folder had finished. */
async function isOver({ paths, outputPath }: BuildTarget): Promise<boolean> {
  return isPublished((await readProgressFile(paths.progress))?.finished, outputPath)
}
