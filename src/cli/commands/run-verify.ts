import { verifyFolder, type RunControl, type VerifyOutcome } from '../../engine/index.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { VerifyArguments } from '../parse/parsed-command.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { endComparison } from './comparison-end.ts'
import { listOwnFiles, runInSession } from './run-session.ts'

/** `assay verify`. */
export function runVerify(args: VerifyArguments, context: CommandContext, display: ProgressDisplay): Promise<ExitCode> {
  const manifest = resolvePath(context, args.manifest)
  const directory = args.folder === undefined ? undefined : resolvePath(context, args.folder)
  const told = { command: 'verify', manifest, directory, quick: args.isQuick, strict: args.isStrict }
  const { reports } = args
  const session = { context, settings: args, display, told, runId: undefined, files: [args.manifest], reports }
  return runInSession(session, async (control) => endComparison(await verify(args, context, control), args, context))
}

function verify(args: VerifyArguments, context: CommandContext, control: RunControl): Promise<VerifyOutcome> {
  const options = {
    manifest: resolvePath(context, args.manifest),
    ...(args.folder === undefined ? {} : { directory: resolvePath(context, args.folder) }),
    isQuick: args.isQuick,
    isStrict: args.isStrict,
    allowEmpty: args.allowEmpty,
    workspace: workspaceOf(context),
    toolVersion: context.environment.toolVersion,
    ownFiles: listOwnFiles(context, args),
    ...(args.workerCount === undefined ? {} : { workerCount: args.workerCount }),
  }
  return verifyFolder(options, control)
}
