import { dirname } from 'node:path'
import type { MatrixFacts } from '../workers/matrix-protocol.ts'
import type { HeldPlan } from './held-plan.ts'

/** All that the grid of a plan shows, but for its cells. */
export function describePlan(held: HeldPlan, historyNotice: string | null): MatrixFacts {
  const { kept, current, problems } = held
  const plan = current?.plan
  return {
    item: held.describe(),
    projectRoot: plan?.root ?? dirname(kept.path),
    outputFolder: plan?.outputFolder ?? dirname(kept.path),
    inputs:
      plan?.inputs.map(({ id, label, path, cost, costUnit }) => ({ inputId: id, label, path, cost, costUnit })) ?? [],
    params:
      plan?.params.map(({ name, label, cost }) => ({ paramName: name, label: headParam(name, label), cost })) ?? [],
    phases: [...(plan?.phases ?? [])],
    problems: [...problems],
    warnings: [...(plan?.warnings ?? [])],
    isBuildable: plan !== undefined && plan.build.length > 0,
    notice: held.notice ?? historyNotice,
  }
}

/** A param is chosen by its name, and its label says what it is: "modelA · 384d". */
function headParam(name: string, label: string | null): string {
  if (label === null) return name
  return label.includes(name) ? label : `${name} · ${label}`
}
