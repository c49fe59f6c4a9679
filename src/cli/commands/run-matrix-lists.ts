import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { MatrixListArguments } from '../parse/matrix-arguments.ts'
import { renderInputs, renderParams, toInputsJson, toParamsJson } from '../render/matrix-lists.ts'
import type { CommandContext } from './command-context.ts'
import { readNamedPlan } from './read-named-plan.ts'

/** `assay matrix list-inputs`: in the plan's order. */
export async function runListInputs(args: MatrixListArguments, context: CommandContext): Promise<ExitCode> {
  const plan = await readNamedPlan(context, args.plan)
  await context.streams.stdout.write(args.isJson ? toInputsJson(plan) : renderInputs(plan))
  return exitCodes.clean
}

/** `assay matrix list-params`: in the plan's order. */
export async function runListParams(args: MatrixListArguments, context: CommandContext): Promise<ExitCode> {
  const plan = await readNamedPlan(context, args.plan, { needsCosts: false })
  await context.streams.stdout.write(args.isJson ? toParamsJson(plan) : renderParams(plan))
  return exitCodes.clean
}
