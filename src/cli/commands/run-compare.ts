import { classifySide, compareSides, type CompareOutcome, type RunControl } from '../../engine/index.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { CompareArguments } from '../parse/parsed-command.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { endComparison } from './comparison-end.ts'
import { listOwnFiles, runInSession } from './run-session.ts'

/** `assay compare`. */
export function runCompare(
  args: CompareArguments,
  context: CommandContext,
  display: ProgressDisplay,
): Promise<ExitCode> {
  const [left, right] = [resolvePath(context, args.left), resolvePath(context, args.right)]
  const told = { command: 'compare', left, right, strict: args.isStrict }
  const { reports } = args
  const session = { context, settings: args, display, told, runId: undefined, files: [left, right], reports }
  return runInSession(session, async (control) => {
    return endComparison(await compare(args, left, right, context, control), args, context)
  })
}

async function compare(
  args: CompareArguments,
  left: string,
  right: string,
  context: CommandContext,
  control: RunControl,
): Promise<CompareOutcome> {
  const options = {
    left: await classifySide(left),
    right: await classifySide(right),
    isStrict: args.isStrict,
    allowEmpty: args.allowEmpty,
    workspace: workspaceOf(context),
    toolVersion: context.environment.toolVersion,
    ownFiles: listOwnFiles(context, args),
    ...(args.workerCount === undefined ? {} : { workerCount: args.workerCount }),
  }
  return compareSides(options, control)
}
