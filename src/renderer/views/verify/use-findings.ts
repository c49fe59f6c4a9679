import { useEffect, useState, useSyncExternalStore } from 'react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { subscribe } from '../../bridge/host.ts'
import { FindingsModel } from '../../stores/findings-model.ts'
import { attempt } from '../../stores/notices.ts'
import { isActive } from '../../stores/runs-store.ts'

const extendEveryMs = 300

/** Follows `run.found`, asking at most a few times a second. */
function followFindings(model: FindingsModel): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const unsubscribe = subscribe('run.found', ({ runId }) => {
    if (runId !== model.runId || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      attempt(() => model.extend())
    }, extendEveryMs)
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}

/** The findings of a run, growing while it works and put in order when it ends. */
export function useFindings(run: RunSnapshot): FindingsModel {
  const [model] = useState(() => new FindingsModel(run.runId))
  useSyncExternalStore(model.subscribe, model.getVersion)
  const isRunning = isActive(run.state)
  useEffect(() => {
    attempt(() => model.reload())
    return isRunning ? followFindings(model) : undefined
  }, [model, isRunning])
  return model
}
