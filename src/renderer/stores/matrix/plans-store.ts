import { create } from 'zustand'
import type { PlanItem } from '../../../shared/ipc/matrix-schemas.ts'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import { request, subscribe, toWire, watchConnection } from '../../bridge/host.ts'
import { pickLocation } from '../actions.ts'
import { planMove } from '../route-store.ts'

interface PlansState {
  /** Null until the first answer. */
  readonly plans: readonly PlanItem[] | null
  readonly failure: WireError | null
}

export const usePlans = create<PlansState>()(() => ({ plans: null, failure: null }))

export async function loadPlans(): Promise<void> {
  try {
    const { plans } = await request('plans.list', {})
    usePlans.setState({ plans, failure: null })
  } catch (error) {
    usePlans.setState({ failure: toWire(error) })
  }
}

/** Has the list and keeps it up to date; returns how to stop. */
export function followPlans(): () => void {
  const stops = [
    watchConnection((connection) => {
      if (connection === 'connected') void loadPlans()
    }),
    subscribe('plans.changed', () => void loadPlans()),
  ]
  return () => stops.forEach((stop) => stop())
}

/** Keeps a plan in the list and shows it; one with errors too, so that they are seen. */
export async function addPlan(token: string): Promise<void> {
  const go = planMove()
  const { planId } = await request('plans.add', { token })
  await loadPlans()
  go({ view: 'matrix', planId, cell: null })
}

export async function choosePlan(): Promise<void> {
  const location = await pickLocation('plan')
  if (location !== null) await addPlan(location.token)
}

/** Takes a plan out of the list; its file and all that was built stay. */
export async function removePlan(planId: string): Promise<void> {
  await request('plans.remove', { planId })
  await loadPlans()
}
