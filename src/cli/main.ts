import type { CommandContext } from './commands/command-context.ts'
import { exitCodeOfError, exitCodes, type ExitCode } from './exit-codes.ts'
import { isEtlCommand, type ParsedEtlCommand } from './parse/etl-arguments.ts'
import { isJsonWanted, parseArguments } from './parse/parse-arguments.ts'
import type { ParsedCommand } from './parse/parsed-command.ts'
import { createProgressDisplay } from './progress/create-progress-display.ts'
import { reportFailure } from './report-failure.ts'
import type { CliEnvironment, CliStreams } from './streams.ts'

/** Parse, run, and say how to exit. Never rejects. */
export async function main(
  argv: readonly string[],
  streams: CliStreams,
  environment: CliEnvironment,
): Promise<ExitCode> {
  try {
    return await runCommand(parseArguments(argv, environment.toolVersion), { streams, environment })
  } catch (error) {
    // Where not even the failure can be printed, the exit status still tells.
    await reportFailure(error, isJsonWanted(argv), streams).catch(() => undefined)
    return exitCodeOfError(error)
  }
}

type OtherCommand = Exclude<
  ParsedCommand,
  ParsedEtlCommand | { readonly kind: 'text' | 'snapshot' | 'verify' | 'compare' | 'watch' }
>

// Each command's code is loaded when it is asked for: `hash` does not wait for the server.
async function runCommand(command: ParsedCommand, context: CommandContext): Promise<ExitCode> {
  const { streams, environment } = context
  if (isEtlCommand(command)) return (await import('./commands/run-etl.ts')).runEtl(command, context)
  switch (command.kind) {
    case 'text':
      await streams.stdout.write(command.text)
      return exitCodes.clean
    case 'snapshot': {
      // Drawn before the engine is loaded, so that a terminal shows something at once.
      const display = createProgressDisplay(command.arguments.progress, streams.stderr, environment)
      const { runSnapshot } = await import('./commands/run-snapshot.ts')
      return runSnapshot(command.arguments, context, display)
    }
    case 'verify': {
      const display = createProgressDisplay(command.arguments.progress, streams.stderr, environment)
      const { runVerify } = await import('./commands/run-verify.ts')
      return runVerify(command.arguments, context, display)
    }
    case 'compare': {
      const display = createProgressDisplay(command.arguments.progress, streams.stderr, environment)
      const { runCompare } = await import('./commands/run-compare.ts')
      return runCompare(command.arguments, context, display)
    }
    case 'watch': {
      const display = createProgressDisplay(command.arguments.progress, streams.stderr, environment)
      const { runWatch } = await import('./commands/run-watch.ts')
      return runWatch(command.arguments, context, display)
    }
    default:
      return runOtherCommand(command, context)
  }
}

/** The commands that show no progress. */
async function runOtherCommand(command: OtherCommand, context: CommandContext): Promise<ExitCode> {
  switch (command.kind) {
    case 'report':
      return (await import('./commands/run-report.ts')).runReport(command.arguments, context)
    case 'runs-list':
      return (await import('./commands/run-runs.ts')).runRunsList(command.arguments, context)
    case 'runs-show':
      return (await import('./commands/run-runs.ts')).runRunsShow(command.arguments, context)
    case 'runs-verify':
      return (await import('./commands/run-runs.ts')).runRunsVerify(command.arguments, context)
    case 'runs-import':
      return (await import('./commands/run-runs.ts')).runRunsImport(command.arguments, context)
    case 'matrix-manifest':
      return (await import('./commands/run-matrix-manifest.ts')).runMatrixManifest(command.arguments, context)
    case 'matrix-build':
      return (await import('./commands/run-matrix-build.ts')).runMatrixBuild(command.arguments, context)
    case 'matrix-list-inputs':
      return (await import('./commands/run-matrix-lists.ts')).runListInputs(command.arguments, context)
    case 'matrix-list-params':
      return (await import('./commands/run-matrix-lists.ts')).runListParams(command.arguments, context)
    case 'show':
      return (await import('./commands/run-show.ts')).runShow(command.arguments, context)
    case 'hash':
      return (await import('./commands/run-hash.ts')).runHash(command.arguments, context)
    case 'serve':
      return (await import('./commands/run-serve.ts')).runServe(command.arguments, context)
  }
}
