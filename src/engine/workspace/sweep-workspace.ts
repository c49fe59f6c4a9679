import { sweepStaleTemps } from '../atomic/stale-temps.ts'
import { manifestsFolder, runsFolder } from './workspace-path.ts'

/** Removes the temp files that killed processes left in the workspace, and returns how many. Never throws. */
export async function sweepWorkspace(workspace: string): Promise<number> {
  let removedCount = 0
  for (const folder of [workspace, manifestsFolder(workspace), runsFolder(workspace)]) {
    removedCount += await sweepStaleTemps(folder)
  }
  return removedCount
}
