import { verifyFolder, type RunControl, type VerifyOutcome } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { VerifyArguments } from '../parse/parsed-command.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { coloursFor } from '../render/colours.ts'
import { printVerifyJson } from '../render/verify-json.ts'
import { printVerifyText } from '../render/verify-text.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { runInSession, type RunEnd } from './run-session.ts'

const exitCodeOfStatus = {
  clean: exitCodes.clean,
  findings: exitCodes.findings,
  incomplete: exitCodes.incomplete,
} as const

/** `assay verify`. */
export function runVerify(args: VerifyArguments, context: CommandContext, display: ProgressDisplay): Promise<ExitCode> {
  const manifest = resolvePath(context, args.manifest)
  const directory = args.folder === undefined ? undefined : resolvePath(context, args.folder)
  const logData = { command: 'verify', manifest, directory, quick: args.isQuick, strict: args.isStrict }
  const session = { context, settings: args, display, logData, runId: undefined, files: [args.manifest] }
  return runInSession(session, async (control) => toRunEnd(await verify(args, context, control), args, context))
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
    ownFiles: args.log === undefined ? [] : [resolvePath(context, args.log)],
    ...(args.workerCount === undefined ? {} : { workerCount: args.workerCount }),
  }
  return verifyFolder(options, control)
}

function toRunEnd(outcome: VerifyOutcome, args: VerifyArguments, context: CommandContext): RunEnd {
  const { result } = outcome
  const { stdout } = context.streams
  return {
    runId: result.runId,
    logStatus: result.status === 'incomplete' ? 'completed-with-errors' : 'completed',
    exitCode: exitCodeOfStatus[result.status],
    logData: { status: result.status, counts: result.counts },
    warnings: result.warnings,
    print: () =>
      args.isJson
        ? printVerifyJson(outcome, args.isAll, stdout)
        : printVerifyText(outcome, args.isAll, stdout, coloursFor(stdout, context.environment.variables)),
  }
}
