import { create } from 'zustand'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { PipelineFolder } from '../../../shared/ipc/pipeline-schemas.ts'
import type { Location } from '../../../shared/model/location.ts'
import { request, subscribe, toWire, watchReturn } from '../../bridge/host.ts'
import { pickLocation } from '../actions.ts'
import { attempt } from '../notices.ts'
import { planMove } from '../route-store.ts'

interface PipelinesState {
  /** Null until they are known. */
  readonly folders: readonly PipelineFolder[] | null
  readonly failure: WireError | null
}

export const usePipelines = create<PipelinesState>()(() => ({ folders: null, failure: null }))

export async function loadPipelines(): Promise<void> {
  try {
    const { folders } = await request('pipelines.list', {})
    usePipelines.setState({ folders, failure: null })
  } catch (error) {
    usePipelines.setState({ failure: toWire(error) })
  }
}

/** Has the list and keeps it up to date; returns how to stop. */
export function followPipelines(): () => void {
  const load = (): void => void loadPipelines()
  load()
  const stops = [subscribe('pipelines.changed', load), watchReturn(load)]
  return () => stops.forEach((stop) => stop())
}

/** Keeps a folder of process manifests in the list, and shows it. */
export async function addPipeline(location: Location): Promise<void> {
  const go = planMove()
  const { pipelineId } = await request('pipelines.add', { token: location.token })
  await loadPipelines()
  go({ view: 'pipelines', pipelineId, checksum: null })
}

export async function choosePipeline(): Promise<void> {
  const location = await pickLocation('folder')
  if (location !== null) await addPipeline(location)
}

/** Takes a folder out of the list; its files stay. */
export async function removePipeline(pipelineId: string): Promise<void> {
  const go = planMove()
  await request('pipelines.remove', { pipelineId })
  go({ view: 'pipelines', pipelineId: null, checksum: null })
  await loadPipelines()
}

export function openAnotherPipeline(): void {
  attempt(choosePipeline)
}
