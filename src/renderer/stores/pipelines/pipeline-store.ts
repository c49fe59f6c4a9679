import { create } from 'zustand'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { PipelineDetail } from '../../../shared/ipc/pipeline-schemas.ts'
import { request, subscribe, toWire, watchReturn } from '../../bridge/host.ts'
import { appendSample, type Sample } from '../throughput.ts'

interface PipelineState {
  /** The pipeline whose page is shown; what follows is about it. */
  readonly pipelineId: string | null
  readonly detail: PipelineDetail | null
  readonly failure: WireError | null
  /** How far the check that goes on was, from time to time; empty when none does. */
  readonly checkSamples: readonly Sample[]
}

const nothing: PipelineState = { pipelineId: null, detail: null, failure: null, checkSamples: [] }

/** What the page of a pipeline shows, but for its records. */
export const usePipeline = create<PipelineState>()(() => nothing)

/** Reads one at a time; what changed meanwhile is read right after. */
class DetailLoader {
  private readonly pipelineId: string
  private isLoading = false
  private isStale = false
  isStopped = false

  constructor(pipelineId: string) {
    this.pipelineId = pipelineId
  }

  async load(): Promise<void> {
    this.isStale = true
    if (this.isLoading) return
    this.isLoading = true
    while (this.isStale && !this.isStopped) {
      this.isStale = false
      // oxlint-disable-next-line no-await-in-loop -- The next answer takes in what changed during this one.
      await this.read()
    }
    this.isLoading = false
  }

  private async read(): Promise<void> {
    try {
      const detail = await request('pipeline.read', { pipelineId: this.pipelineId })
      if (this.isStopped) return
      usePipeline.setState(({ checkSamples }) => ({
        detail,
        failure: null,
        checkSamples: detail.check.state === 'running' ? appendSample(checkSamples, detail.check) : [],
      }))
    } catch (error) {
      if (!this.isStopped) usePipeline.setState({ failure: toWire(error) })
    }
  }
}

let shown: DetailLoader | undefined

/** Has a pipeline and keeps it up to date; returns how to stop. `onChanged` says whether its records did. */
export function followPipeline(pipelineId: string, onChanged: (hasNewRecords: boolean) => void): () => void {
  const loader = new DetailLoader(pipelineId)
  shown = loader
  usePipeline.setState({ ...nothing, pipelineId })
  void loader.load()
  const take = (hasNewRecords: boolean): void => {
    void loader.load()
    onChanged(hasNewRecords)
  }
  const stops = [
    subscribe('pipelines.changed', (change) => {
      if (change.pipelineId === null || change.pipelineId === pipelineId) take(change.hasNewRecords)
    }),
    watchReturn(() => take(false)),
  ]
  return () => {
    loader.isStopped = true
    stops.forEach((stop) => stop())
    if (shown === loader) usePipeline.setState(nothing)
  }
}

/** What is known of a pipeline; nothing of another one, which is kept until this one is followed. */
export function usePipelineOf(pipelineId: string): Pick<PipelineState, 'detail' | 'failure'> {
  return usePipeline((state) => (state.pipelineId === pipelineId ? state : nothing))
}

/** After a failure, or a change made here. */
export function reloadPipeline(): void {
  void shown?.load()
}
