import { useEffect } from 'react'
import { nameOf } from '../format/path.ts'
import { formatPercent } from '../format/quantity.ts'
import { escapeUnsafe } from '../format/safe-text.ts'
import { describeEnd } from '../stores/run-announcer.ts'
import { useManifests } from '../stores/manifests-store.ts'
import { useRoute } from '../stores/route-store.ts'
import { isActive, useRuns } from '../stores/runs-store.ts'
import { fractionDone } from '../stores/throughput.ts'

function useTitle(): string {
  const route = useRoute((state) => state.route)
  const run = useRuns((state) => (route.view === 'run' ? state.runs.get(route.runId) : undefined))
  const tab = useManifests((state) => (route.view === 'manifest' ? state.tabs.get(route.manifestId) : undefined))
  if (run !== undefined) {
    if (!isActive(run.state)) return `${describeEnd(run).title}: ${nameOf(run.directory)}`
    const fraction = fractionDone(run.progress)
    const work = run.kind === 'snapshot' ? 'Snapshot' : 'Verify'
    return `${fraction === null ? '' : `${formatPercent(fraction)} `}${work} ${nameOf(run.directory)}`
  }
  if (tab?.state === 'open') return nameOf(tab.opened.summary.directory)
  return 'Library'
}

export function useDocumentTitle(): void {
  const title = useTitle()
  useEffect(() => {
    document.title = `${escapeUnsafe(title)} · Assay`
  }, [title])
}
