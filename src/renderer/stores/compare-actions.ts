import type { RequestInput } from '../../shared/ipc/contract.ts'
import type { RunSnapshot } from '../../shared/model/run.ts'
import { request, toWire } from '../bridge/host.ts'
import { chooseSide } from './dialog-store.ts'
import { blameSide, whyNotReady } from './draft-state.ts'
import { setSides, toDraftSide, toSideRef, useDraft, type DraftSide, type SideName } from './draft-store.ts'
import { navigate, planMove } from './route-store.ts'
import { readRun } from './runs-store.ts'

type CompareOptions = Pick<RequestInput<'compare.start'>, 'isStrict' | 'allowEmpty'>

const usualOptions: CompareOptions = { isStrict: false, allowEmpty: false }

/** Compares two sides. What cannot start goes to where sides are chosen, with the reason at the side it is about. */
export async function compareSides(left: DraftSide, right: DraftSide, options = usualOptions): Promise<void> {
  const go = planMove()
  try {
    const { runId } = await request('compare.start', { left: toSideRef(left), right: toSideRef(right), ...options })
    await readRun(runId)
    go({ view: 'compare', runId })
  } catch (error) {
    const wire = toWire(error)
    const name = blameSide(wire, left, right)
    useDraft.setState({ left, right, isStrict: options.isStrict, failure: { name, wire } })
    go({ view: 'compare', runId: null })
  }
}

/** Compares the two sides that are chosen, once there are two. */
export async function compareDraft(): Promise<void> {
  const { left, right, isStrict } = useDraft.getState()
  if (left === null || right === null || whyNotReady(left, right) !== null) return
  await compareSides(left, right, { isStrict, allowEmpty: false })
}

/** Opens the choice of the other side with this manifest as the baseline. */
export function compareWith(manifestId: string): void {
  setSides({ type: 'manifest', manifestId }, null)
  navigate({ view: 'compare', runId: null })
}

type Change = Partial<CompareOptions> & { readonly left?: DraftSide; readonly right?: DraftSide }

/** The same comparison anew, with what is changed about it. */
export async function compareAgain(run: RunSnapshot, change: Change = {}): Promise<void> {
  const { sides } = run
  if (sides === undefined) return
  const { isStrict = run.isStrict ?? false, allowEmpty = false } = change
  const left = change.left ?? toDraftSide(sides.left)
  const right = change.right ?? toDraftSide(sides.right)
  await compareSides(left, right, { isStrict, allowEmpty })
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
