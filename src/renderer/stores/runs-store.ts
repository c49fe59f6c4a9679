import { create } from 'zustand'
import type { RunSnapshot, RunState } from '../../shared/model/run.ts'
import { request } from '../bridge/host.ts'
import { LatestValues } from './latest-values.ts'
import { appendSample, type Sample } from './throughput.ts'

interface RunsState {
  readonly runs: ReadonlyMap<string, RunSnapshot>
  readonly samples: ReadonlyMap<string, readonly Sample[]>
  /** Ended runs the user took off the side bar. */
  readonly hidden: ReadonlySet<string>
}

export const useRuns = create<RunsState>()(() => ({ runs: new Map(), samples: new Map(), hidden: new Set() }))

export function isActive(state: RunState): boolean {
  return state === 'running' || state === 'paused'
}

function takeRun(run: RunSnapshot): void {
  const state = useRuns.getState()
  const runs = new Map(state.runs).set(run.runId, run)
  const samples = new Map(state.samples)
  samples.set(run.runId, appendSample(samples.get(run.runId) ?? [], run.progress))
  useRuns.setState({ runs, samples })
}

const restMs = 50
const progress = new LatestValues(restMs, takeRun)

/** Takes in the newest state of a run, at once unless it only went on; true when the run has just ended. */
export function recordRun(run: RunSnapshot): boolean {
  const before = useRuns.getState().runs.get(run.runId)
  if (before?.state === run.state) {
    progress.offer(run.runId, run)
    return false
  }
  progress.drop(run.runId)
  takeRun(run)
  return before !== undefined && isActive(before.state) && !isActive(run.state)
}

export function hideRun(runId: string): void {
  useRuns.setState({ hidden: new Set(useRuns.getState().hidden).add(runId) })
}

export async function loadRuns(): Promise<void> {
  const { runs } = await request('run.list', {})
  for (const run of runs) recordRun(run)
}

export async function readRun(runId: string): Promise<void> {
  recordRun(await request('run.read', { runId }))
}

export function useRun(runId: string): RunSnapshot | undefined {
  return useRuns((state) => state.runs.get(runId))
}

const noSamples: readonly Sample[] = []

export function useSamples(runId: string): readonly Sample[] {
  return useRuns((state) => state.samples.get(runId) ?? noSamples)
}
