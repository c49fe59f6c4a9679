import { readdir, rmdir } from 'node:fs/promises'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { BuildLock } from '../staging/build-lock.ts'
import { readProgressFile } from '../staging/progress-file.ts'
import { isPublished } from '../staging/published.ts'
import { buildFolder } from '../staging/staging-paths.ts'
import { targetOf, type BuildTarget } from './builder-command.ts'
import { leaveStaging, listStaged, removeStaging } from './open-staging.ts'

/**
 * Clears away staging folders whose artifact is in its place: of builds that were killed after they had put it there.
 * Never throws: what stays takes nothing but room.
 */
export async function sweepPublished(plan: Plan, done: readonly Permutation[]): Promise<void> {
  const folder = buildFolder(plan.outputFolder)
  const names = await readdir(folder).catch(() => undefined)
  if (names === undefined) return
  const staged = new Set(names)
  for (const { cell, permutationId } of done) {
    if (!staged.has(permutationId)) continue
    const target = targetOf(plan, cell)
    if ((await isOver(target)) || (await isBare(target))) await sweep(target).catch(() => undefined)
  }
  // The last step of all: nothing happens to a folder that has anything in it.
  await rmdir(folder).catch(() => undefined)
}

async function sweep(target: BuildTarget): Promise<void> {
  const lock = await BuildLock.acquire(target.paths.lock)
  if (lock === undefined) return
  await ((await isOver(target)) ? removeStaging(target, lock) : leaveStaging(target, lock))
}

/** Whether nothing is left of a build but its folder, or its lock. */
async function isBare({ paths }: BuildTarget): Promise<boolean> {
  return (await listStaged(paths).catch(() => undefined))?.length === 0
}

/** Whether the artifact in its place is the very one that this staging folder had finished. */
async function isOver({ paths, outputPath }: BuildTarget): Promise<boolean> {
  return isPublished((await readProgressFile(paths.progress))?.finished, outputPath)
}
