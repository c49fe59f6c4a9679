import { watchFolder, type WatchControl, type WatchOutcome } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { WatchArguments } from '../parse/parsed-command.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { coloursFor } from '../render/colours.ts'
import { createWatchNdjson, createWatchText, type WatchOutput } from '../render/watch-output.ts'
import type { CliStream } from '../streams.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { exitCodeOfStatus } from './comparison-end.ts'
import { listOwnFiles, runInSession } from './run-session.ts'

/** `assay watch`: prints drift as it comes and goes, until Ctrl+C or for as long as was asked. */
export function runWatch(args: WatchArguments, context: CommandContext, display: ProgressDisplay): Promise<ExitCode> {
  const manifest = resolvePath(context, args.manifest)
  const directory = resolvePath(context, args.folder)
  const told = { command: 'watch', manifest, directory, strict: args.isStrict }
  const session = { context, settings: args, display, told, runId: undefined, files: [args.manifest] }
  const { stdout } = context.streams
  const now = (): Date => new Date()
  const output = args.isJson
    ? createWatchNdjson(stdout, now)
    : createWatchText(stdout, coloursFor(stdout, context.environment.variables), now)
  return runInSession(session, async (control) => {
    const shown = new ShownWatch(output, display, stdout)
    const signal = AbortSignal.any([context.environment.signal, shown.unread])
    const { result } = await watch(args, context, { ...control, ...shown.control, signal })
    await shown.done
    const { runId, status, warnings } = result
    // Ctrl+C is how most watches end; the exit status still says that it was not the end of their time.
    const exitCode = context.environment.signal.aborted ? exitCodes.interrupted : exitCodeOfStatus[status]
    return { runId, exitCode, warnings, print: () => output.showEnd(result) }
  })
}

function watch(args: WatchArguments, context: CommandContext, control: WatchControl): Promise<WatchOutcome> {
  const options = {
    manifest: resolvePath(context, args.manifest),
    directory: resolvePath(context, args.folder),
    isStrict: args.isStrict,
    durationMs: args.durationMs,
    workspace: workspaceOf(context),
    toolVersion: context.environment.toolVersion,
    ownFiles: listOwnFiles(context, args),
    workerCount: args.workerCount,
  }
  return watchFolder(options, control)
}

/** Prints what a watch tells in the order it was told, one after the other. */
class ShownWatch {
  done: Promise<void> = Promise.resolve()
  readonly control: Pick<WatchControl, 'onWatch' | 'onCompared'>
  private readonly unreading = new AbortController()

  constructor(output: WatchOutput, display: ProgressDisplay, stdout: CliStream) {
    const print = (work: () => Promise<void>): void => {
      // The bar of the first look would stand between the lines.
      display.end()
      this.done = this.done.then(work).catch(() => undefined)
      void this.done.then(() => {
        if (stdout.isClosed) this.unreading.abort()
      })
    }
    this.control = {
      onWatch: (state) => print(() => output.showState(state)),
      onCompared: (outcome) => print(() => output.showDrift(outcome)),
    }
  }

  /** Aborted once nobody reads any more, as in `| head`. */
  get unread(): AbortSignal {
    return this.unreading.signal
  }
}
