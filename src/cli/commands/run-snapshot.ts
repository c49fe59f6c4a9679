import { dirname } from 'node:path'
import { snapshotFolder, type RunControl } from '../../engine/index.ts'
import type { SnapshotResult } from '../../shared/model/run.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { SnapshotArguments } from '../parse/parsed-command.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { renderSnapshot, toSnapshotJson } from '../render/snapshot-result.ts'
import { coloursFor } from '../render/colours.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { listOwnFiles, runInSession, type RunEnd } from './run-session.ts'

/** `assay snapshot`. */
export function runSnapshot(
  args: SnapshotArguments,
  context: CommandContext,
  display: ProgressDisplay,
): Promise<ExitCode> {
  const directory = resolvePath(context, args.folder)
  const told = { command: 'snapshot', directory, algorithms: args.algorithms, format: args.format }
  const outputFolder = args.output === undefined ? undefined : dirname(resolvePath(context, args.output))
  const files = [args.output, args.base].filter((path) => path !== undefined)
  const session = { context, settings: args, display, told, runId: args.runId, outputFolder, files }
  return runInSession(session, async (control) =>
    toRunEnd(await takeSnapshot(args, directory, context, control), args.isJson, context),
  )
}

function takeSnapshot(
  args: SnapshotArguments,
  directory: string,
  context: CommandContext,
  control: RunControl,
): Promise<SnapshotResult> {
  const options = {
    directory,
    directoryAsGiven: args.folder,
    ...(args.output === undefined ? {} : { output: resolvePath(context, args.output) }),
    ...(args.runId === undefined ? {} : { runId: args.runId }),
    algorithms: [...args.algorithms],
    include: [...args.include],
    exclude: [...args.exclude],
    isJunkExcluded: args.isJunkExcluded,
    ...(args.base === undefined ? {} : { base: resolvePath(context, args.base) }),
    isParanoid: args.isParanoid,
    format: args.format,
    workspace: workspaceOf(context),
    ownFiles: listOwnFiles(context, args),
    toolVersion: context.environment.toolVersion,
    ...(args.workerCount === undefined ? {} : { workerCount: args.workerCount }),
  }
  return snapshotFolder(options, control)
}

function toRunEnd(result: SnapshotResult, isJson: boolean, context: CommandContext): RunEnd {
  const { stdout } = context.streams
  const isClean = result.status === 'completed'
  return {
    runId: result.runId,
    exitCode: isClean ? exitCodes.clean : exitCodes.incomplete,
    warnings: result.warnings,
    print: () =>
      stdout.write(
        isJson
          ? `${JSON.stringify(toSnapshotJson(result), undefined, 2)}\n`
          : renderSnapshot(result, coloursFor(stdout, context.environment.variables)),
      ),
  }
}
