import { create } from 'zustand'

export type Route =
  | { readonly view: 'library' }
  | { readonly view: 'manifest'; readonly manifestId: string }
  | { readonly view: 'run'; readonly runId: string }

/** Routes live in the address' fragment, so that a reload stays where it was and Back works. */
export function parseRoute(fragment: string): Route {
  const [view, encodedId] = fragment.replace(/^#?\/?/, '').split('/')
  const id = encodedId === undefined ? '' : decodeURIComponent(encodedId)
  if (view === 'manifest' && id !== '') return { view, manifestId: id }
  if (view === 'run' && id !== '') return { view, runId: id }
  return { view: 'library' }
}

export function formatRoute(route: Route): string {
  if (route.view === 'manifest') return `#/manifest/${encodeURIComponent(route.manifestId)}`
  if (route.view === 'run') return `#/run/${encodeURIComponent(route.runId)}`
  return '#/library'
}

interface RouteState {
  readonly route: Route
  /** Whether the user has gone from one view to another: the first one does not take the focus. */
  readonly hasMoved: boolean
}

export const useRoute = create<RouteState>()(() => ({ route: { view: 'library' }, hasMoved: false }))

export function followFragment(): () => void {
  const update = (): void => useRoute.setState({ route: parseRoute(window.location.hash), hasMoved: true })
  useRoute.setState({ route: parseRoute(window.location.hash) })
  window.addEventListener('hashchange', update)
  return () => window.removeEventListener('hashchange', update)
}

export function navigate(route: Route): void {
  const fragment = formatRoute(route)
  if (window.location.hash !== fragment) window.location.hash = fragment
}
