import type { RunLink } from '../../../shared/ipc/ledger-schemas.ts'
import { formatRoute, type Route } from '../../stores/route-store.ts'

interface LinkTarget {
  readonly href: string
  readonly title: string
}

function target(route: Route, title: string): LinkTarget {
  return { href: formatRoute(route), title }
}

/** Where a link of a run leads inside the app; null where it is a file to be found outside. */
export function linkTarget(link: RunLink, runId: string): LinkTarget | null {
  const { type, manifestId, listedId, label } = link
  if (type === 'folder') return target({ view: 'history', directory: label }, `History of ${label}`)
  if (manifestId !== null) return target({ view: 'manifest', manifestId }, `Open the manifest ${label}`)
  if (type === 'pipeline' && listedId !== null) {
    return target({ view: 'pipelines', pipelineId: listedId, checksum: null }, `Open the pipeline of ${label}`)
  }
  if (type === 'plan' && listedId !== null) {
    return target({ view: 'matrix', planId: listedId, cell: null }, `Open the plan ${label}`)
  }
  // A comparison is looked at where its run is; a run on its own page.
  if (type === 'comparison') return target({ view: 'run', runId: link.runId ?? runId }, 'Open the comparison')
  return type === 'run' && link.runId !== null
    ? target({ view: 'runs', runId: link.runId }, `Open the run ${label}`)
    : null
}
