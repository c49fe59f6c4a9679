import { RunView } from '../run/run-view.tsx'
import { CompareStart } from './compare-start.tsx'

/** A comparison, or where the two sides of one are chosen. */
export function CompareView({ runId }: { readonly runId: string | null }) {
  return runId === null ? <CompareStart /> : <RunView runId={runId} />
}
