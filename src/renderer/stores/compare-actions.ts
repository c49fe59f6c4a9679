import type { RequestInput } from '../../shared/ipc/contract.ts'
import type { RunSnapshot } from '../../shared/model/run.ts'
import { request } from '../bridge/host.ts'
import { chooseSide } from './dialog-store.ts'
import { setSides, toDraftSide, toSideRef, type DraftSide, type SideName } from './draft-store.ts'
import { navigate } from './route-store.ts'
import { readRun } from './runs-store.ts'

type CompareInput = RequestInput<'compare.start'>

export async function startCompare(input: CompareInput): Promise<void> {
  const { runId } = await request('compare.start', input)
  await readRun(runId)
  navigate({ view: 'compare', runId })
}

/** Compares two sides at once, with the usual options. */
export function compareSides(left: DraftSide, right: DraftSide): Promise<void> {
  return startCompare({ left: toSideRef(left), right: toSideRef(right), isStrict: false, allowEmpty: false })
}

/** Opens the choice of the other side with this manifest as the baseline. */
export function compareWith(manifestId: string): void {
  setSides({ type: 'manifest', manifestId }, null)
  navigate({ view: 'compare', runId: null })
}

type Change = Partial<Pick<CompareInput, 'isStrict' | 'allowEmpty'>> & {
  readonly left?: DraftSide
  readonly right?: DraftSide
}

/** The same comparison anew, with what is changed about it. */
export async function compareAgain(run: RunSnapshot, change: Change = {}): Promise<void> {
  const { sides } = run
  if (sides === undefined) return
  await startCompare({
    left: toSideRef(change.left ?? toDraftSide(sides.left)),
    right: toSideRef(change.right ?? toDraftSide(sides.right)),
    isStrict: change.isStrict ?? run.isStrict ?? false,
    allowEmpty: change.allowEmpty ?? false,
  })
}

export function swapSides(run: RunSnapshot): Promise<void> {
  if (run.sides === undefined) return Promise.resolve()
  const { left, right } = run.sides
  return compareAgain(run, { left: toDraftSide(right), right: toDraftSide(left) })
}

/** Asks for another side in the place of one, and compares with it. */
export async function changeSide(run: RunSnapshot, name: SideName): Promise<void> {
  const side = await chooseSide(name)
  if (side !== null) await compareAgain(run, { [name]: side })
}
