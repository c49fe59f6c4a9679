import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { request } from '../../../bridge/host.ts'
import { LogModel, type LogQuery, type ReadLog } from '../../../stores/matrix/log-model.ts'

const followEveryMs = 700

/** A stretch of a log for a query, from its end; grows while a build writes it. */
export function useLog(planId: string, cell: number, query: LogQuery, isLive: boolean, sizeBytes: number): LogModel {
  const { level, window, search } = query
  const [fromMs, toMs] = [window?.fromMs ?? null, window?.toMs ?? null]
  const model = useMemo(() => {
    const read: ReadLog = (asked) => request('matrix.log', { planId, cell, ...asked })
    const stretch = fromMs === null || toMs === null ? null : { fromMs, toMs }
    return new LogModel({ level, window: stretch, search }, read)
  }, [planId, cell, level, fromMs, toMs, search])
  useSyncExternalStore(model.subscribe, model.getVersion)
  useEffect(() => {
    // The last lines tell how it stands; of a phase, the first how it began.
    if (!model.isLoaded) void (model.query.window === null ? model.showEnd() : model.showStart())
  }, [model])
  useEffect(() => {
    if (!isLive) return undefined
    const timer = setInterval(() => void model.extendOn(), followEveryMs)
    return () => clearInterval(timer)
  }, [model, isLive])
  // What was written last, when a build has ended.
  useEffect(() => {
    if (model.isLoaded && sizeBytes !== model.sizeBytes) void model.extendOn()
  }, [model, sizeBytes])
  return model
}
