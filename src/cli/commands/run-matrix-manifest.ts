import { listPermutations, renderCommands } from '../../engine/plans.ts'
import type { Permutation, Plan } from '../../shared/model/plan.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { MatrixManifestArguments } from '../parse/matrix-arguments.ts'
import { coloursFor } from '../render/colours.ts'
import { renderManifestJson, renderManifestTable } from '../render/matrix-manifest.ts'
import { TextBatch } from '../render/text-batch.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { programWords } from './program-words.ts'
import { readNamedPlan, tellWarnings } from './read-named-plan.ts'

/** `assay matrix manifest`: filters, then the order, then the limit. */
export async function runMatrixManifest(args: MatrixManifestArguments, context: CommandContext): Promise<ExitCode> {
  const outputFolder = args.outputFolder === undefined ? undefined : resolvePath(context, args.outputFolder)
  const plan = await readNamedPlan(context, args.plan, { outputFolder })
  const { signal } = context.environment
  const list = await listPermutations(plan, { workspace: workspaceOf(context), sort: args.sort, signal })
  await tellWarnings(context, list.warnings)
  const shown = select(list.permutations, args)
  const batch = new TextBatch(context.streams.stdout)
  for (const text of await render(plan, shown, args, context, [...plan.warnings, ...list.warnings])) {
    if (batch.gather(text)) await batch.flush()
    if (batch.isClosed) break
  }
  await batch.flush()
  return exitCodes.clean
}

function select(permutations: readonly Permutation[], args: MatrixManifestArguments): readonly Permutation[] {
  const left = permutations.filter(({ done }) => (done ? !args.isMissing : !args.isDone))
  return args.limit === undefined ? left : left.slice(0, args.limit)
}

async function render(
  plan: Plan,
  shown: readonly Permutation[],
  args: MatrixManifestArguments,
  context: CommandContext,
  warnings: readonly string[],
): Promise<Iterable<string>> {
  const { streams, environment } = context
  if (args.format === 'table') return renderManifestTable(shown, coloursFor(streams.stdout, environment.variables))
  if (args.format === 'json') return renderManifestJson(plan, shown, warnings)
  const program = programWords(environment, plan.root)
  const { chunks, notice } = renderCommands(plan, shown, args.format, { program, isForced: args.isForced })
  if (notice !== null) await tellWarnings(context, [notice])
  return chunks
}
