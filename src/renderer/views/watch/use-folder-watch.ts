import type { RunSnapshot } from '../../../shared/model/run.ts'
import { isActive, useRuns } from '../../stores/runs-store.ts'

/** The watch over a folder that goes on, if there is one. */
export function useFolderWatch(directory: string): RunSnapshot | undefined {
  return useRuns((state) =>
    [...state.runs.values()].find((run) => run.kind === 'watch' && isActive(run.state) && run.directory === directory),
  )
}
