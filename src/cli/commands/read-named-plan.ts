import { readPlan, type PlanOptions } from '../../engine/plans.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { escapeText } from '../render/escape-name.ts'
import { resolvePath, type CommandContext } from './command-context.ts'

/** A plan named on the command line; its warnings go to stderr. */
export async function readNamedPlan(
  context: CommandContext,
  path: string,
  options: Pick<PlanOptions, 'outputFolder' | 'needsCosts'> = {},
): Promise<Plan> {
  const plan = await readPlan(resolvePath(context, path), { ...options, signal: context.environment.signal })
  await tellWarnings(context, plan.warnings)
  return plan
}

export async function tellWarnings({ streams }: CommandContext, warnings: readonly string[]): Promise<void> {
  for (const warning of warnings) await streams.stderr.write(`assay: warning: ${escapeText(warning)}\n`)
}
