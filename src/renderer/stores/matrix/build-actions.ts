import { request } from '../../bridge/host.ts'
import { countOf, formatCount } from '../../format/quantity.ts'
import { tell } from '../notices.ts'
import { chooseJobCount, jobCount } from './job-count.ts'

/** More do not go over in one message: a host that is sent a longer one ends the connection. */
const mostCells = 100_000

/** Builds cells; null for all that are missing, failed or stopped. Cells that are queued already are queued once. */
export async function buildCells(planId: string, cells: number[] | null, isForced = false): Promise<void> {
  const { queuedCount } = await request('matrix.build', { planId, cells, isForced, jobCount: jobCount() })
  if (queuedCount === 0) tell('Nothing to build', 'These cells are built, being built or queued already.')
}

/** Whether so many cells can be asked for one by one; tells where they cannot. */
export function canNameCells(count: number): boolean {
  if (count <= mostCells) return true
  tell('Too many cells at once', `Select at most ${formatCount(mostCells)} cells, or build all that are missing.`)
  return false
}

/** From now on so many builds go on at once, also of those that are queued. */
export async function changeJobCount(planId: string, count: number): Promise<void> {
  chooseJobCount(count)
  await request('matrix.build', { planId, cells: [], isForced: false, jobCount: count })
}

/** Stops builds that were started here; null for all. What they did so far is resumed by the next build. */
export async function cancelBuilds(planId: string, cells: number[] | null): Promise<void> {
  await request('matrix.cancel', { planId, cells })
  const what = cells === null ? 'All builds' : countOf(cells.length, 'build')
  tell(`${what} cancelled`, 'The phases that are done are kept: the next build goes on from there.')
}
