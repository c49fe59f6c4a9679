import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { PlanError, readPlan } from '../../engine/index.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { PlanProblem } from '../../shared/ipc/matrix-schemas.ts'
import type { Plan } from '../../shared/model/plan.ts'

/** A plan's file as it is now. */
export type PlanSource =
  | { readonly state: 'ready'; readonly plan: Plan; readonly signature: string }
  | { readonly state: 'invalid' | 'missing'; readonly problems: readonly PlanProblem[]; readonly signature: string }

/** Reads a plan; what is wrong with it is told, not thrown. `signature` is another one once the plan or its inputs are. */
export async function readPlanSource(path: string): Promise<PlanSource> {
  try {
    const plan = await readPlan(path)
    const { name, root, outputFolder, inputs, params, phases, build, warnings, artifactNames } = plan
    const facts = [name, root, outputFolder, inputs, params, phases, build, warnings, artifactNames[0]]
    return { state: 'ready', plan, signature: digest(facts) }
  } catch (error) {
    const problems = describeProblems(error)
    const isMissing = toWireError(error).code === 'not-found'
    return { state: isMissing ? 'missing' : 'invalid', problems, signature: digest([isMissing, problems]) }
  }
}

/** What a plan is called where it does not say. */
export function nameOfPlanFile(path: string): string {
  return basename(path).replace(/(?:\.plan)?\.(?:json|ya?ml)$/iu, '')
}

function describeProblems(error: unknown): PlanProblem[] {
  if (!(error instanceof PlanError)) {
    return [{ field: '', message: toWireError(error, 'read plan').message, line: null, column: null }]
  }
  return error.problems.map(({ field, message, line, column }) => ({ field, message, line, column }))
}

function digest(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}
