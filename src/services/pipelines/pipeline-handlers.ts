import { randomUUID } from 'node:crypto'
import type { Handlers } from '../handlers.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import { describePipeline, locateRecord, locateRepair } from './locate-facts.ts'
import type { Pipelines } from './pipelines.ts'

type RepairChannel = 'pipeline.planRepair' | 'pipeline.repair'
type FolderChannel = Exclude<Extract<keyof Handlers, `pipelines.${string}` | `pipeline.${string}`>, RepairChannel>
type RecordChannel = Extract<keyof Handlers, `records.${string}`>

/** Folders of process manifests, what is in them, and what became of the files they record. */
export function createPipelineHandlers(
  pipelines: Pipelines,
  locations: LocationRegistry,
): Pick<Handlers, FolderChannel | RepairChannel | RecordChannel> {
  return {
    ...createFolderHandlers(pipelines, locations),
    ...createRepairHandlers(pipelines, locations),
    ...createRecordHandlers(pipelines, locations),
  }
}

function createFolderHandlers(pipelines: Pipelines, locations: LocationRegistry): Pick<Handlers, FolderChannel> {
  return {
    async 'pipelines.list'() {
      const folders = pipelines.list().map(async (pipeline) => ({
        ...(await pipeline.describe()),
        location: locations.issue(pipeline.listed.path),
      }))
      return { folders: await Promise.all(folders) }
    },
    async 'pipelines.add'({ token }) {
      return { pipelineId: (await pipelines.add(locations.pathOf(token))).pipelineId }
    },
    async 'pipelines.remove'({ pipelineId }) {
      await pipelines.remove(pipelineId)
      return {}
    },
    'pipeline.read': ({ pipelineId }) => describePipeline(pipelines.use(pipelineId), locations),
    async 'pipeline.configure'({ pipelineId, dataFolderTokens, staleAfterDays }) {
      const dataFolders = dataFolderTokens.map((token) => locations.pathOf(token))
      await pipelines.configure(pipelineId, { dataFolders, staleAfterDays })
      return {}
    },
    'pipeline.check': ({ pipelineId, readsContents }) =>
      pipelines.use(pipelineId).thread.call('check', { readsContents }),
    async 'pipeline.cancelCheck'({ pipelineId }) {
      await pipelines.use(pipelineId).cancelCheck()
      return {}
    },
    'pipeline.seen': ({ pipelineId, subject }) => {
      const asked = subject.type === 'file' ? { path: locations.pathOf(subject.token) } : { sha256: subject.sha256 }
      return pipelines.use(pipelineId).thread.call('seen', asked)
    },
    async 'pipeline.unknown'({ pipelineId, ...place }) {
      const { files, fileCount } = await pipelines.use(pipelineId).thread.call('unknown', place)
      return { files: files.map((file) => ({ ...file, location: locations.issue(file.path) })), fileCount }
    },
  }
}

/** Mending a damaged manifest; only `pipeline.repair` changes anything. */
function createRepairHandlers(pipelines: Pipelines, locations: LocationRegistry): Pick<Handlers, RepairChannel> {
  const pathOf = (token: string | null): string | null => (token === null ? null : locations.pathOf(token))
  return {
    async 'pipeline.planRepair'({ pipelineId, manifestKey, copyToken }) {
      const job = { manifestKey, copyPath: pathOf(copyToken) }
      return locateRepair(await pipelines.use(pipelineId).thread.call('planRepair', job), locations)
    },
    async 'pipeline.repair'({ pipelineId, manifestKey, copyToken, process }) {
      const job = { manifestKey, copyPath: pathOf(copyToken), process }
      return locateRepair(await pipelines.use(pipelineId).thread.call('repair', job), locations)
    },
  }
}

/** The records of a folder, in views. */
function createRecordHandlers(pipelines: Pipelines, locations: LocationRegistry): Pick<Handlers, RecordChannel> {
  const threadOf = (viewId: string) => pipelines.ofView(viewId).thread
  return {
    async 'records.open'({ pipelineId }) {
      const { thread, openViews } = pipelines.use(pipelineId)
      const viewId = randomUUID()
      openViews.add(viewId)
      try {
        await thread.call('openRecords', { viewId })
      } catch (error) {
        openViews.delete(viewId)
        throw error
      }
      return { viewId }
    },
    async 'records.close'({ viewId }) {
      const pipeline = pipelines.list().find(({ openViews }) => openViews.delete(viewId))
      if (pipeline?.thread.isBegun === true) await pipeline.thread.call('closeRecords', { viewId })
      return {}
    },
    'records.query': (input) => threadOf(input.viewId).call('query', input),
    'records.window': (input) => threadOf(input.viewId).call('window', input),
    'records.locate': (input) => threadOf(input.viewId).call('locate', input),
    'records.detail': async (input) => locateRecord(await threadOf(input.viewId).call('detail', input), locations),
    'records.verify': async (input) => locateRecord(await threadOf(input.viewId).call('verify', input), locations),
    'records.copy': (input) => threadOf(input.viewId).call('copy', input),
  }
}
