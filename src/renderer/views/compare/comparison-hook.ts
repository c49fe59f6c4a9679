import { useEffect, useState, useSyncExternalStore } from 'react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { useApp } from '../../stores/app-store.ts'
import { ComparisonModel } from '../../stores/comparison-model.ts'
import { isActive } from '../../stores/runs-store.ts'
import { followCompared, followFound } from './comparison-live.ts'

/** The comparison of a run: opened while it is looked at, again when the run ends and when the connection returns. */
export function useComparisonModel(run: RunSnapshot): ComparisonModel {
  const [model] = useState(() => new ComparisonModel(run.runId))
  useSyncExternalStore(model.subscribe, model.getVersion)
  const isConnected = useApp((state) => state.connection === 'connected')
  const isRunning = isActive(run.state)
  useEffect(() => {
    if (!isConnected) return undefined
    void model.open()
    if (!isRunning) return undefined
    return run.kind === 'watch' ? followCompared(model) : followFound(model)
  }, [model, isRunning, isConnected, run.kind])
  useEffect(() => () => model.close(), [model])
  return model
}
