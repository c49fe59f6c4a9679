import { request } from '../../bridge/host.ts'
import { countOf } from '../../format/quantity.ts'
import { tell } from '../notices.ts'
import { jobCount } from './job-count.ts'

/** Builds cells; null for all that are missing or failed. Cells that are queued already are queued once. */
export async function buildCells(planId: string, cells: number[] | null, isForced = false): Promise<void> {
  const { queuedCount } = await request('matrix.build', { planId, cells, isForced, jobCount: jobCount() })
  if (queuedCount === 0) tell('Nothing to build', 'These cells are built, being built or queued already.')
}

/** Stops builds that were started here; null for all. What they did so far is resumed by the next build. */
export async function cancelBuilds(planId: string, cells: number[] | null): Promise<void> {
  await request('matrix.cancel', { planId, cells })
  const what = cells === null ? 'All builds' : countOf(cells.length, 'build')
  tell(`${what} cancelled`, 'The phases that are done are kept: the next build goes on from there.')
}
