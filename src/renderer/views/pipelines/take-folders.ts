import type { Dropped } from '../../shell/drop-taker.ts'
import { attempt, tell } from '../../stores/notices.ts'
import { addPipeline } from '../../stores/pipelines/pipelines-store.ts'

/** Folders that were dropped become pipelines; a file alone says nothing here. */
export function takeFolders(dropped: readonly Dropped[]): void {
  const folders = dropped.filter(({ type }) => type === 'folder')
  if (folders.length === 0) {
    tell('That is a file', 'Drop the folder of process manifests, or open a pipeline first to ask about a file.')
    return
  }
  attempt(async () => {
    // oxlint-disable-next-line no-await-in-loop -- The last one is the one that is shown.
    for (const { location } of folders) await addPipeline(location)
  })
}
