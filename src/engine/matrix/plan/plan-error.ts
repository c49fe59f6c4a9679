import { AppError } from '../../../shared/errors/app-error.ts'
import type { PlanPlace, PlanProblem } from '../../../shared/model/plan.ts'

const operation = 'read plan'

/** A plan that cannot be used, with everything that is wrong in it: `message` tells the first, `notes` the others. */
export class PlanError extends AppError {
  readonly problems: readonly PlanProblem[]

  constructor(path: string, found: readonly PlanProblem[]) {
    const problems = found.toSorted((a, b) => a.line - b.line || a.column - b.column)
    const [message = `${path} is no plan.`, ...notes] = problems.map((problem) => describePlanProblem(path, problem))
    super({ code: 'plan-invalid', operation, path, message, notes })
    this.problems = problems
  }
}

/** "plans/a.plan.yaml:3:9: inputs[0].cost: …" */
function describePlanProblem(path: string, { line, column, field, message }: PlanProblem): string {
  return `${path}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}`
}

/** Of the document as a whole. */
export const startOfPlan: PlanPlace = { line: 1, column: 1 }
