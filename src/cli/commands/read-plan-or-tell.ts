import { describePlanProblem, PlanError, readPlan, type PlanOptions } from '../../engine/index.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { escapeText } from '../render/escape-name.ts'
import { resolvePath, type CommandContext } from './command-context.ts'

/** A plan named on the command line. What else is wrong in one, beyond the first that its error tells, goes to stderr. */
export async function readPlanOrTell(
  context: CommandContext,
  path: string,
  options: Pick<PlanOptions, 'outputFolder' | 'needsCosts'> = {},
): Promise<Plan> {
  const { streams, environment } = context
  try {
    const plan = await readPlan(resolvePath(context, path), { ...options, signal: environment.signal })
    await tellWarnings(context, plan.warnings)
    return plan
  } catch (error) {
    if (error instanceof PlanError && error.path !== undefined) {
      const more = error.problems.slice(1).map((problem) => describePlanProblem(error.path ?? '', problem))
      for (const line of more) await streams.stderr.write(`assay: ${escapeText(line)}\n`)
    }
    throw error
  }
}

export async function tellWarnings({ streams }: CommandContext, warnings: readonly string[]): Promise<void> {
  for (const warning of warnings) await streams.stderr.write(`assay: warning: ${escapeText(warning)}\n`)
}
