import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sweepStaleTemps } from '../atomic/stale-temps.ts'
import { manifestsFolder, runsFolder } from './workspace-path.ts'

/** A run starts within moments of its reservation. */
const reservationMs = 24 * 60 * 60 * 1000

/** Removes the temp files and reservations that killed processes left in the workspace, and returns how many. Never throws. */
export async function sweepWorkspace(workspace: string): Promise<number> {
  let removedCount = 0
  for (const folder of [workspace, manifestsFolder(workspace), runsFolder(workspace)]) {
    removedCount += await sweepStaleTemps(folder)
  }
  return removedCount + (await sweepReservations(workspace))
}

/** Ids that were reserved for a run that never started. */
async function sweepReservations(workspace: string): Promise<number> {
  const folder = runsFolder(workspace)
  const names = await readdir(folder).catch(() => [])
  let removedCount = 0
  for (const name of names.filter((each) => each.endsWith('.reserved'))) {
    const path = join(folder, name)
    const stats = await stat(path).catch(() => undefined)
    if (stats === undefined || Date.now() - stats.mtimeMs < reservationMs) continue
    const isGone = await rm(path).then(
      () => true,
      () => false,
    )
    if (isGone) removedCount += 1
  }
  return removedCount
}
