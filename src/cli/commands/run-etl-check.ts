import { recordAudit, type RecordedAudit, type RunControl } from '../../engine/index.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { EtlCheckArguments } from '../parse/etl-arguments.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { coloursFor } from '../render/colours.ts'
import { renderAuditSummary, renderCopy, renderPipelineFinding } from '../render/etl-check-text.ts'
import { toFileCopyJson, toManifestFactsJson, toPipelineFindingJson, toRepeatedPathsJson } from '../render/etl-json.ts'
import { TextBatch } from '../render/text-batch.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { exitCodeOfStatus } from './comparison-end.ts'
import { runInSession } from './run-session.ts'

/** `assay etl check`. */
export function runEtlCheck(
  args: EtlCheckArguments,
  context: CommandContext,
  display: ProgressDisplay,
): Promise<ExitCode> {
  const told = { command: 'etl check', target: resolvePath(context, args.target), quick: args.isQuick }
  const session = { context, settings: args, display, told, runId: undefined, files: [args.target] }
  return runInSession(session, async (control) => {
    const recorded = await check(args, context, control)
    const { runId, status, audit } = recorded
    const print = (): Promise<void> => (args.isJson ? printJson(recorded, context) : printText(recorded, context))
    return { runId, exitCode: exitCodeOfStatus[status], warnings: audit.warnings, print }
  })
}

function check(args: EtlCheckArguments, context: CommandContext, control: RunControl): Promise<RecordedAudit> {
  const { baseFolder, staleAfterMs, workerCount } = args
  const options = {
    target: resolvePath(context, args.target),
    readContents: !args.isQuick,
    staleAfterMs,
    workerCount,
    baseFolder: baseFolder === undefined ? undefined : resolvePath(context, baseFolder),
    dataFolders: args.dataFolders.map((folder) => resolvePath(context, folder)),
  }
  return recordAudit(
    options,
    { workspace: workspaceOf(context), toolVersion: context.environment.toolVersion },
    control,
  )
}

async function printText(recorded: RecordedAudit, { streams, environment }: CommandContext): Promise<void> {
  const colours = coloursFor(streams.stdout, environment.variables)
  const batch = new TextBatch(streams.stdout)
  for (const finding of recorded.findings) {
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
