import { buildMatrix, killBuilders, type CellBuild, type MatrixBuild } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { MatrixBuildArguments } from '../parse/matrix-arguments.ts'
import { createBuildDisplay } from '../progress/create-build-display.ts'
import { coloursFor } from '../render/colours.ts'
import { isWholeBuild, renderMatrixBuild, toMatrixBuildJson } from '../render/matrix-build.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { readNamedPlan, tellWarnings } from './read-named-plan.ts'
import { resolveFolderLinks } from './same-file.ts'
import { SessionLog } from './session-log.ts'

/** A builder has five seconds to stop, and what was done is put on record after that. */
const stopGraceMs = 7000

/** `assay matrix build`: exits with 2 where a permutation that was asked for was not built. */
export async function runMatrixBuild(args: MatrixBuildArguments, context: CommandContext): Promise<ExitCode> {
  const { environment, streams } = context
  const outputFolder = args.outputFolder === undefined ? undefined : resolvePath(context, args.outputFolder)
  const plan = await readNamedPlan(context, args.plan, { outputFolder })
  await refuseLogOver(args, plan, context)
  // A builder has a process group of its own: it would outlive this process.
  environment.extendGrace(stopGraceMs, killBuilders)
  const startedMs = performance.now()
  const log = openLog(args, plan, context)
  const result = await build(args, plan, context).catch(async (error: unknown) => {
    await log.writeFailed(error)
    throw error
  })
  await tellWarnings(context, warningsOf(result))
  const isLogged = await writeLog(args, log, result.builds[0], context)
  const isStopped = environment.signal.aborted
  const end = { plan, result, elapsedMs: performance.now() - startedMs, isStopped }
  const text = args.isJson
    ? toMatrixBuildJson(end)
    : renderMatrixBuild(end, coloursFor(streams.stdout, environment.variables))
  await streams.stdout.write(text)
  if (isStopped) return exitCodes.interrupted
  return isLogged && isWholeBuild(result) ? exitCodes.clean : exitCodes.incomplete
}

async function build(args: MatrixBuildArguments, plan: Plan, context: CommandContext): Promise<MatrixBuild> {
  const { environment, streams } = context
  const display = createBuildDisplay(args.progress, streams.stderr, environment, plan.phases.length)
  const options = {
    workspace: workspaceOf(context),
    inputId: args.inputId,
    paramName: args.paramName,
    isForced: args.isForced,
    isAlteredReplaced: args.isAlteredReplaced,
    jobCount: args.jobCount,
    limit: args.limit,
    toolVersion: environment.toolVersion,
  }
  try {
    return await buildMatrix(plan, options, {
      signal: environment.signal,
      onSelect: (cells, timeLeft) => {
        if (args.log !== undefined && cells.length > 1) throw manyForOneLog(cells.length)
        display.begin(cells.length, timeLeft)
      },
      onEvent: (permutation, event) => display.update(permutation.permutationId, event),
      onEnd: (ended, timeLeft) => display.endBuild(ended, timeLeft),
    })
  } finally {
    display.end()
  }
}

function manyForOneLog(count: number): AppError {
  const message = `--log takes the log of one build, and these are ${count}. Choose one with --input-id and --param-name, or --limit 1.`
  return new AppError({ code: 'bad-usage', operation: 'build', message })
}

function openLog(args: MatrixBuildArguments, plan: Plan, context: CommandContext): SessionLog {
  const chosen = { input_id: args.inputId ?? null, param_name: args.paramName ?? null }
  const told = { command: 'matrix build', plan: plan.path, output_folder: plan.outputFolder, ...chosen }
  return new SessionLog({ context, settings: args, told, runId: undefined })
}

async function writeLog(
  args: MatrixBuildArguments,
  log: SessionLog,
  built: CellBuild | undefined,
  context: CommandContext,
): Promise<boolean> {
  if (args.log === undefined) return true
  if (built !== undefined && built.outcome !== 'found')
    return built.runId === null ? log.writeFailed(built.error) : log.write(built.runId)
  await tellWarnings(context, ['Nothing was to be built, so there is no log.'])
  return true
}

async function refuseLogOver(args: MatrixBuildArguments, plan: Plan, context: CommandContext): Promise<void> {
  if (args.log === undefined) return
  const path = resolvePath(context, args.log)
  if ((await resolveFolderLinks(path)) !== (await resolveFolderLinks(plan.path))) return
  const message = `${path} is the plan itself, and the log would take its place. Give the log another name.`
  throw new AppError({ code: 'bad-usage', operation: 'write log', path, message })
}

function warningsOf({ builds, warnings }: MatrixBuild): string[] {
  return [...warnings, ...builds.flatMap(({ artifact }) => artifact?.warnings ?? [])]
}
