import { create } from 'zustand'
import type { RunSnapshot } from '../../shared/model/run.ts'

export type Route =
  | { readonly view: 'library' }
  | { readonly view: 'manifest'; readonly manifestId: string }
  | { readonly view: 'run'; readonly runId: string }
  /** Without a run: where two sides are chosen. */
  | { readonly view: 'compare'; readonly runId: string | null }
  /** The timeline; with a run, what the ledger has on it. */
  | { readonly view: 'runs'; readonly runId: string | null }
  /** All folders of process manifests; one of them; one with the records of a content found. */
  | { readonly view: 'pipelines'; readonly pipelineId: string | null; readonly checksum: string | null }
  /** All permutation plans; the grid of one; one cell of it, by its number. */
  | { readonly view: 'matrix'; readonly planId: string | null; readonly cell: number | null }
  /** What became of a folder over time, by its path. */
  | { readonly view: 'history'; readonly directory: string }

/** Empty for what somebody typed who does not know the escapes. */
function decodePart(encoded: string | undefined): string {
  try {
    return decodeURIComponent(encoded ?? '')
  } catch {
    return ''
  }
}

/** Routes live in the address' fragment, so that a reload stays where it was and Back works. */
export function parseRoute(fragment: string): Route {
  const [view, encodedId, encodedPart] = fragment.replace(/^#?\/?/, '').split('/')
  const id = decodePart(encodedId)
  const part = decodePart(encodedPart)
  if (view === 'manifest' && id !== '') return { view, manifestId: id }
  if (view === 'run' && id !== '') return { view, runId: id }
  if (view === 'compare' || view === 'runs') return { view, runId: id === '' ? null : id }
  if (view === 'pipelines') {
    return { view, pipelineId: id === '' ? null : id, checksum: id === '' || part === '' ? null : part }
  }
  if (view === 'matrix') {
    return { view, planId: id === '' ? null : id, cell: id !== '' && /^\d{1,9}$/u.test(part) ? Number(part) : null }
  }
  if (view === 'history' && id !== '') return { view, directory: id }
  return { view: 'library' }
}

export function formatRoute(route: Route): string {
  if (route.view === 'manifest') return `#/manifest/${encodeURIComponent(route.manifestId)}`
  if (route.view === 'run') return `#/run/${encodeURIComponent(route.runId)}`
  if (route.view === 'pipelines') {
    const parts = [route.pipelineId, route.checksum].filter((part) => part !== null)
    return ['#/pipelines', ...parts.map(encodeURIComponent)].join('/')
  }
  if (route.view === 'matrix') {
    const parts = [route.planId, route.cell].filter((part) => part !== null)
    return ['#/matrix', ...parts.map(encodeURIComponent)].join('/')
  }
  if (route.view === 'history') return `#/history/${encodeURIComponent(route.directory)}`
  if (route.view === 'compare' || route.view === 'runs')
    return route.runId === null ? `#/${route.view}` : `#/${route.view}/${encodeURIComponent(route.runId)}`
  return '#/library'
}

/** Where a run is looked at. */
export function routeOfRun(run: Pick<RunSnapshot, 'runId' | 'kind'>): Route {
  return { view: run.kind === 'compare' ? 'compare' : 'run', runId: run.runId }
}

/** The run in view, if one is. */
export function shownRunId(route: Route): string | null {
  return route.view === 'run' || route.view === 'compare' ? route.runId : null
}

interface RouteState {
  readonly route: Route
  /** Whether the user has gone from one view to another: the first one does not take the focus. */
  readonly hasMoved: boolean
}

export const useRoute = create<RouteState>()(() => ({ route: { view: 'library' }, hasMoved: false }))

let ownFragment: string | null = null
/** Counts what leads, or may lead, from view to view. */
let moveCount = 0

/** Follows the address; `onWalked` is called when the user went there by Back, Forward or a link. Returns how to stop. */
export function followFragment(onWalked: () => void): () => void {
  const update = (): void => {
    if (window.location.hash !== ownFragment) {
      ownFragment = null
      moveCount += 1
      onWalked()
    }
    useRoute.setState({ route: parseRoute(window.location.hash), hasMoved: true })
  }
  useRoute.setState({ route: parseRoute(window.location.hash) })
  window.addEventListener('hashchange', update)
  return () => window.removeEventListener('hashchange', update)
}

export function navigate(route: Route): void {
  const fragment = formatRoute(route)
  if (window.location.hash === fragment) return
  ownFragment = fragment
  moveCount += 1
  window.location.hash = fragment
}

/** The way to a view that is not known yet. It leads nowhere once the user has gone elsewhere, or asked for another later. */
export function planMove(): (route: Route) => void {
  const own = ++moveCount
  return (route) => {
    if (own === moveCount) navigate(route)
  }
}
