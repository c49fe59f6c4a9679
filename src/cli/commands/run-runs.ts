import { formatRunLog, importRunLogs, Ledger, unknownRun, type RunLogImport } from '../../engine/index.ts'
import type { LedgerRun } from '../../shared/model/ledger.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type {
  RunsImportArguments,
  RunsListArguments,
  RunsShowArguments,
  RunsVerifyArguments,
} from '../parse/parsed-command.ts'
import { coloursFor } from '../render/colours.ts'
import { escapeLocation, escapeText } from '../render/escape-name.ts'
import { renderChain, renderEvent, renderRunFacts, renderRunLine } from '../render/run-text.ts'
import { TextBatch } from '../render/text-batch.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'

async function withLedger<T>(context: CommandContext, use: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await Ledger.openToRead(workspaceOf(context))
  try {
    if (ledger.isReadOnly) await tellReadOnly(ledger, context)
    return await use(ledger)
  } finally {
    ledger.close()
  }
}

/** Runs whose process is gone are otherwise closed before anything is shown. */
async function tellReadOnly(ledger: Ledger, context: CommandContext): Promise<void> {
  const count = ledger.countOrphans()
  if (count === 0) return
  const runs = count === 1 ? '1 run whose process is gone is' : `${count} runs whose process is gone are`
  const path = escapeLocation(ledger.path)
  await context.streams.stderr.write(`assay: ${path} can only be read here, so that ${runs} still shown as started\n`)
}

/** `assay runs list`. */
export function runRunsList(args: RunsListArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout } = context.streams
  return withLedger(context, async (ledger) => {
    const { statuses, longerThanMs, hasErrors, sinceMs } = args
    const runs = ledger.list({ statuses, longerThanMs, hasErrors, sinceMs })
    const batch = new TextBatch(stdout)
    const colours = coloursFor(stdout, context.environment.variables)
    if (args.isJson) await batch.add('{"runs":[')
    for (const [at, run] of runs.entries()) {
      const json = `${at === 0 ? '' : ','}\n${JSON.stringify(toSummaryJson(run))}`
      await batch.add(args.isJson ? json : renderRunLine(run, colours))
    }
    if (args.isJson) await batch.add(']}\n')
    else if (runs.length === 0) await batch.add('no runs\n')
    await batch.flush()
    return exitCodes.clean
  })
}

function toSummaryJson(run: LedgerRun): object {
  return {
    run_id: run.runId,
    operation: run.operation,
    status: run.status,
    lane: run.lane,
    source: run.source,
    start_time: run.startTime,
    end_time: run.endTime,
    duration_ms: run.durationMs,
    event_count: run.eventCount,
    error_count: run.errorCount,
    warning_count: run.warningCount,
  }
}

/** `assay runs show`: errors first for people, the run log as it is for programs. */
export function runRunsShow(args: RunsShowArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout } = context.streams
  return withLedger(context, async (ledger) => {
    const run = ledger.find(args.runId)
    if (run === undefined) throw unknownRun(args.runId)
    const batch = new TextBatch(stdout)
    if (args.isJson) for (const text of formatRunLog(run, ledger.iterateEvents(run.runId))) await batch.add(text)
    else await addRunText(batch, ledger, run, context)
    await batch.flush()
    return exitCodes.clean
  })
}

async function addRunText(batch: TextBatch, ledger: Ledger, run: LedgerRun, context: CommandContext): Promise<void> {
  const colours = coloursFor(context.streams.stdout, context.environment.variables)
  await batch.add(`${renderRunFacts(run, colours)}\n`)
  for (const event of ledger.iterateEvents(run.runId, ['error'])) await batch.add(renderEvent(event, colours))
  for (const event of ledger.iterateEvents(run.runId)) {
    if (event.type !== 'error') await batch.add(renderEvent(event, colours))
  }
}

/** `assay runs verify`: exits with 1 where something was altered. */
export function runRunsVerify(args: RunsVerifyArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout } = context.streams
  return withLedger(context, async (ledger) => {
    const report = ledger.verify()
    const { checkedCount, openCount, head, problems } = report
    const json = {
      status: problems.length === 0 ? 'clean' : 'findings',
      checked_count: checkedCount,
      open_count: openCount,
      head: head === undefined ? null : { position: head.position, run_id: head.runId, hash: head.hash },
      problems: problems.map(({ runId, position, problem }) => ({ run_id: runId, position, problem })),
    }
    const colours = coloursFor(stdout, context.environment.variables)
    await stdout.write(args.isJson ? `${JSON.stringify(json, undefined, 2)}\n` : renderChain(report, colours))
    return problems.length === 0 ? exitCodes.clean : exitCodes.findings
  })
}

/** `assay runs import`: what can be taken in is, and exits with 2 where a file could not. */
export async function runRunsImport(args: RunsImportArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr } = context.streams
  const paths = args.files.map((file) => resolvePath(context, file))
  const { toolVersion } = context.environment
  const ends = await importRunLogs({ workspace: workspaceOf(context), paths, toolVersion, isRecorded: true })
  const [only] = ends
  if (ends.length === 1 && only !== undefined && 'error' in only) throw only.error
  if (args.isJson) await stdout.write(`${JSON.stringify({ runs: ends.map(toImportJson) }, undefined, 2)}\n`)
  for (const end of ends) {
    if ('error' in end) {
      await stderr.write(`assay: ${escapeText(end.error.message)}\n`)
      continue
    }
    for (const warning of end.warnings)
      await stderr.write(`assay: ${escapeLocation(end.path)}: ${escapeText(warning)}\n`)
    const what = end.outcome === 'known' ? 'was imported before as' : 'imported as'
    if (!args.isJson) await stdout.write(`${escapeLocation(end.path)}  ${what} ${escapeText(end.runId)}\n`)
  }
  return ends.some((end) => 'error' in end) ? exitCodes.incomplete : exitCodes.clean
}

function toImportJson(end: RunLogImport): object {
  if ('error' in end) return { path: end.path, error: { code: end.error.code, message: end.error.message } }
  return { path: end.path, run_id: end.runId, outcome: end.outcome, warnings: end.warnings }
}
