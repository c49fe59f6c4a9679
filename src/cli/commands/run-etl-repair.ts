import { recordRepair, type RecordedRepair } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { EtlRepairArguments } from '../parse/etl-arguments.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { coloursFor } from '../render/colours.ts'
import { escapeLocation, escapeName, escapeText } from '../render/escape-name.ts'
import { toProblemJson } from '../render/etl-json.ts'
import { renderFields } from '../render/fields.ts'
import { formatCount, formatCounted } from '../render/quantities.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { isUsualProcess, tellUnusual } from './usual-processes.ts'
import { quietSettings, runInSession } from './run-session.ts'

const maxShownProblems = 200

/** `assay etl repair`: exits with 1 where records had to be left out, or are known or likely to be lost. */
export function runEtlRepair(
  args: EtlRepairArguments,
  context: CommandContext,
  display: ProgressDisplay,
): Promise<ExitCode> {
  const manifest = resolvePath(context, args.manifest)
  const copy = args.copy === undefined ? undefined : resolvePath(context, args.copy)
  const told = { command: 'etl repair', manifest, copy }
  const files = [args.manifest, ...(args.copy === undefined ? [] : [args.copy])]
  const session = { context, settings: quietSettings(args), display, told, runId: undefined, files }
  return runInSession(session, async (control) => {
    const run = { workspace: workspaceOf(context), toolVersion: context.environment.toolVersion }
    const repair = await recordRepair(manifest, { copy, process: args.process }, run, control)
    const exitCode = isWhole(repair) ? exitCodes.clean : exitCodes.findings
    return { runId: repair.runId, exitCode, warnings: [], print: () => print(repair, args.isJson, context) }
  })
}

/** Nobody can tell what a file held that has neither a record nor anything that it said of itself. */
function isWhole({ leftOutKeys, lostCount, keptCount, isMetadataRebuilt }: RecordedRepair): boolean {
  return leftOutKeys.length === 0 && lostCount === 0 && (keptCount > 0 || !isMetadataRebuilt)
}

async function print(repair: RecordedRepair, isJson: boolean, { streams, environment }: CommandContext): Promise<void> {
  const { stdout, stderr } = streams
  const text = isJson
    ? `${JSON.stringify(toJson(repair), undefined, 2)}\n`
    : renderRepair(repair, coloursFor(stdout, environment.variables))
  await stdout.write(text)
  const { processFromName: process, setAsidePath } = repair
  if (process === null || isUsualProcess(process)) return
  const again = `To name another, put ${escapeLocation(setAsidePath)} back and repair it with --process.`
  await stderr.write(`assay: its process is taken from its name, ${tellUnusual(process)}. ${again}\n`)
}

function toJson(repair: RecordedRepair): object {
  return {
    run_id: repair.runId,
    manifest: repair.path,
    set_aside: repair.setAsidePath,
    kept_count: repair.keptCount,
    added_from_copy_count: repair.addedFromCopyCount,
    left_out: repair.leftOutKeys,
    lost_count: repair.lostCount,
    is_metadata_rebuilt: repair.isMetadataRebuilt,
    process_from_name: repair.processFromName,
    problem_count: repair.problemCount,
    problems: repair.problems.slice(0, maxShownProblems).map(toProblemJson),
  }
}

function renderRepair(repair: RecordedRepair, colours: ReturnType<typeof coloursFor>): string {
  const { keptCount, addedFromCopyCount, leftOutKeys, lostCount, problems, isMetadataRebuilt } = repair
  const lines = problems.slice(0, maxShownProblems).map(({ line, field, message }) => {
    return `${colours.red('x')} line ${line}: ${field === '' ? 'the file' : escapeText(field)} ${escapeText(message)}\n`
  })
  const fields = renderFields(
    [
      ['kept', formatCounted(keptCount, 'record')],
      ['from the copy', addedFromCopyCount === 0 ? undefined : formatCount(addedFromCopyCount)],
      ['left out', leftOutKeys.length === 0 ? undefined : colours.red(formatCounted(leftOutKeys.length, 'record'))],
      ['lost', lostCount === 0 ? undefined : colours.red(`${formatCounted(lostCount, 'record')} more that it counted`)],
      ['metadata', isMetadataRebuilt ? 'made anew' : undefined],
      ['original', escapeLocation(repair.setAsidePath)],
      ['run', escapeName(repair.runId)],
    ],
    colours,
  )
  return `${lines.join('')}${colours.green('= repaired')}: ${escapeLocation(repair.path)}\n${fields}`
}
