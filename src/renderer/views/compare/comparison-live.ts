import { subscribe } from '../../bridge/host.ts'
import type { ComparisonModel } from '../../stores/comparison-model.ts'
import { attempt } from '../../stores/notices.ts'

const extendEveryMs = 300

/** Follows what a running comparison finds, asking at most a few times a second; returns how to stop. */
export function followFound(model: ComparisonModel): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const unsubscribe = subscribe('run.found', ({ runId }) => {
    if (runId !== model.runId || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      if (model.extent === 'live') attempt(() => model.extend())
    }, extendEveryMs)
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}

/** Follows a watch: each comparison it makes takes the place of the one before. Returns how to stop. */
export function followCompared(model: ComparisonModel): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const unsubscribe = subscribe('run.compared', ({ runId }) => {
    if (runId !== model.runId || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      attempt(() => model.refresh())
    }, extendEveryMs)
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}
