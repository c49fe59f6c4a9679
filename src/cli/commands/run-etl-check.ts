import {
  recordAudit,
  type AuditWatch,
  type PipelineFinding,
  type RecordedAudit,
  type RunControl,
} from '../../engine/index.ts'
import { isCancelled } from '../../shared/errors/app-error.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { EtlCheckArguments } from '../parse/etl-arguments.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { coloursFor } from '../render/colours.ts'
import { renderAuditSummary, renderCopy, renderPipelineFinding } from '../render/etl-check-text.ts'
import { toFileCopyJson, toManifestFactsJson, toPipelineFindingJson, toRepeatedPathsJson } from '../render/etl-json.ts'
import { LiveFindings } from '../render/live-findings.ts'
import { formatCounted } from '../render/quantities.ts'
import { TextBatch } from '../render/text-batch.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { exitCodeOfStatus } from './comparison-end.ts'
import { runInSession } from './run-session.ts'

/** `assay etl check`: on a terminal, each finding is shown as it is found; elsewhere all of them at the end, loudest first. */
export function runEtlCheck(
  args: EtlCheckArguments,
  context: CommandContext,
  display: ProgressDisplay,
): Promise<ExitCode> {
  const told = { command: 'etl check', target: resolvePath(context, args.target), quick: args.isQuick }
  const session = { context, settings: args, display, told, runId: undefined, files: [args.target] }
  const { streams, environment } = context
  const isLive = streams.stdout.isTty && !args.isJson
  const live = isLive ? new LiveFindings(streams, environment.variables) : undefined
  return runInSession(session, async (control) => {
    const recorded = await check(args, context, watchCheck(control, display, live))
    const { runId, status, audit } = recorded
    const print = (): Promise<void> => (args.isJson ? printJson(recorded, context) : printText(recorded, context, live))
    return { runId, exitCode: exitCodeOfStatus[status], warnings: audit.warnings, print }
  })
}

interface WatchedCheck {
  readonly watch: AuditWatch
  /** Says how much is known of a check that was cancelled. */
  readonly tellCancelled: () => Promise<void>
}

function watchCheck(control: RunControl, display: ProgressDisplay, live: LiveFindings | undefined): WatchedCheck {
  let runId = ''
  let findingCount = 0
  const watch: AuditWatch = {
    ...control,
    onStart: (started) => {
      runId = started
      control.onStart?.(started)
    },
    onAuditFindings: (findings) => {
      findingCount += findings.length
      display.showPipelineFindings(findings)
      live?.take(findings)
    },
  }
  const tellCancelled = async (): Promise<void> => {
    await live?.settle()
    const found = findingCount === 0 ? 'no finding' : formatCounted(findingCount, 'finding')
    const kept = runId === '' ? '' : ` (assay runs show ${runId})`
    display.showWarning(`The check was cancelled, so it is not whole: ${found} until then${kept}.`)
  }
  return { watch, tellCancelled }
}

async function check(
  args: EtlCheckArguments,
  context: CommandContext,
  { watch, tellCancelled }: WatchedCheck,
): Promise<RecordedAudit> {
  const { baseFolder, staleAfterMs, workerCount } = args
  const options = {
    target: resolvePath(context, args.target),
    readContents: !args.isQuick,
    staleAfterMs,
    workerCount,
    baseFolder: baseFolder === undefined ? undefined : resolvePath(context, baseFolder),
    dataFolders: args.dataFolders.map((folder) => resolvePath(context, folder)),
  }
  const run = { workspace: workspaceOf(context), toolVersion: context.environment.toolVersion }
  try {
    return await recordAudit(options, run, watch)
  } catch (error) {
    if (isCancelled(error)) await tellCancelled()
    throw error
  }
}

/** What was shown as it was found is not shown again, but for missing files whose content was found since. */
function listUnshown({ findings }: RecordedAudit, live: LiveFindings | undefined): readonly PipelineFinding[] {
  return live === undefined ? findings : findings.filter(({ contentAt }) => contentAt !== undefined)
}

async function printText(
  recorded: RecordedAudit,
  { streams, environment }: CommandContext,
  live: LiveFindings | undefined,
): Promise<void> {
  await live?.settle()
  const colours = coloursFor(streams.stdout, environment.variables)
  const batch = new TextBatch(streams.stdout)
  for (const finding of listUnshown(recorded, live)) {
    if (batch.gather(renderPipelineFinding(finding, colours))) await batch.flush()
    if (batch.isClosed) return
  }
  for (const copy of recorded.copies) {
    if (batch.gather(renderCopy(copy, colours))) await batch.flush()
    if (batch.isClosed) return
  }
  if (recorded.findings.length + recorded.copies.length > 0) await batch.add('\n')
  await batch.add(renderAuditSummary(recorded, colours))
  await batch.flush()
}

async function printJson({ runId, status, audit, findings, copies }: RecordedAudit, { streams }: CommandContext) {
  const { found, facts, index, errors, counts, unknown, warnings } = audit
  const head = {
    run_id: runId,
    status,
    folder: found.folder,
    manifests: index.manifests.flatMap((loaded, at) => {
      const known = facts[at]
      return known === undefined ? [] : [toManifestFactsJson(known, loaded)]
    }),
    set_aside: found.setAside,
    record_count: audit.files.length,
    counts,
    data_folders: unknown.folders,
    unknown_file_count: unknown.files.length - copies.length,
    copy_count: copies.length,
    repeated_paths: toRepeatedPathsJson(index),
    errors: [...errors, ...unknown.errors],
    warnings,
  }
  const batch = new TextBatch(streams.stdout)
  await batch.add(JSON.stringify(head, undefined, 2).slice(0, -2))
  await addList(batch, 'findings', findings, toPipelineFindingJson)
  await addList(batch, 'copies', copies, toFileCopyJson)
  await batch.add('\n}\n')
  await batch.flush()
}

/** A line for each, because there may be more than fit into one text. */
async function addList<T>(batch: TextBatch, name: string, items: readonly T[], toJson: (item: T) => object) {
  await batch.add(`,\n  "${name}": [`)
  for (const [at, item] of items.entries()) {
    if (batch.gather(`${at === 0 ? '' : ','}\n    ${JSON.stringify(toJson(item))}`)) await batch.flush()
    if (batch.isClosed) return
  }
  await batch.add(items.length === 0 ? ']' : '\n  ]')
}
