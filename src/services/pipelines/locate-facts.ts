import type { PipelineDetail, RecordDetail, Repair } from '../../shared/ipc/pipeline-schemas.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import type { PlacedRecordDetail, PlacedRepair } from '../workers/pipeline-protocol.ts'
import type { WatchedPipeline } from './watched-pipeline.ts'

/** All of a pipeline, with locations for the paths its thread tells. */
export async function describePipeline(
  pipeline: WatchedPipeline,
  locations: LocationRegistry,
): Promise<PipelineDetail> {
  const { summary, manifests, setAside, ...facts } = await pipeline.thread.call('read', {})
  pipeline.know(summary)
  const { path, dataFolders } = pipeline.listed
  return {
    ...facts,
    folder: { ...(await pipeline.describe()), location: locations.issue(path) },
    manifests: manifests.map(({ path: manifest, ...card }) => ({ ...card, location: locations.issue(manifest) })),
    setAside: setAside.map((copy) => locations.issue(copy)),
    dataFolders: dataFolders.map((folder) => locations.issue(folder)),
  }
}

export function locateRecord(
  { file: { path, ...file }, ...detail }: PlacedRecordDetail,
  locations: LocationRegistry,
): RecordDetail {
  return { ...detail, file: { ...file, location: path === null ? null : locations.issue(path) } }
}

export function locateRepair({ setAside, ...repair }: PlacedRepair, locations: LocationRegistry): Repair {
  return { ...repair, setAside: setAside === null ? null : locations.issue(setAside) }
}
