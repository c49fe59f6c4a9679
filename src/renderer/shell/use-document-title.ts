import { useEffect } from 'react'
import { nameOf } from '../format/path.ts'
import { formatPercent } from '../format/quantity.ts'
import { escapeUnsafe } from '../format/safe-text.ts'
import { describeEnd } from '../stores/run-announcer.ts'
import { useManifests } from '../stores/manifests-store.ts'
import { useLibrary } from '../stores/library-store.ts'
import { usePipelines } from '../stores/pipelines/pipelines-store.ts'
import { useMatrix } from '../stores/matrix/matrix-store.ts'
import { shownRunId, useRoute } from '../stores/route-store.ts'
import { nameSubject, nameWork } from '../stores/run-names.ts'
import { isActive, useRuns } from '../stores/runs-store.ts'
import { fractionDone } from '../stores/throughput.ts'

function useTitle(): string {
  const route = useRoute((state) => state.route)
  const run = useRuns((state) => state.runs.get(shownRunId(route) ?? ''))
  const folders = useLibrary((state) => state.folders)
  const tab = useManifests((state) => (route.view === 'manifest' ? state.tabs.get(route.manifestId) : undefined))
  const pipeline = usePipelines(({ folders: kept }) =>
    route.view === 'pipelines' ? kept?.find(({ pipelineId }) => pipelineId === route.pipelineId) : undefined,
  )
  const plan = useMatrix(({ planId, detail }) =>
    route.view === 'matrix' && planId === route.planId ? detail?.item.name : undefined,
  )
  if (run !== undefined) {
    const subject = nameSubject(folders, run)
    if (!isActive(run.state)) return `${describeEnd(run).title}: ${subject}`
    const fraction = fractionDone(run.progress)
    return `${fraction === null ? '' : `${formatPercent(fraction)} `}${nameWork(run.kind)} ${subject}`
  }
  if (tab?.state === 'open') return nameOf(tab.opened.summary.directory)
  if (route.view === 'history') return `History of ${nameOf(route.directory)}`
  if (route.view === 'runs') return route.runId === null ? 'Runs' : `Run ${route.runId}`
  if (route.view === 'pipelines') return pipeline?.name ?? 'Pipelines'
  if (route.view === 'matrix') return plan ?? 'Matrix'
  return route.view === 'compare' ? 'Compare' : 'Library'
}

export function useDocumentTitle(): void {
  const title = useTitle()
  useEffect(() => {
    document.title = `${escapeUnsafe(title)} · Assay`
  }, [title])
}
