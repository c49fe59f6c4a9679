import { Option, type Command } from 'commander'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { RunStatus } from '../../shared/model/ledger.ts'
import { collectReports, parseAlgorithms, parsePath, parsePort } from './option-values.ts'
import type { RunsListArguments } from './parsed-command.ts'
import { collectStatuses, parseDuration, parseSince } from './run-filters.ts'
import { algorithmFlags, algorithmHelp, type Choose } from './run-commands.ts'

export function addShowCommand(program: Command, choose: Choose): void {
  program
    .command('show')
    .description('summary, seal and largest files of a manifest')
    .argument('<manifest>', 'the manifest to show', parsePath)
    .option('--json', 'print the result as one JSON document')
    .action((manifest: string, options: { json?: boolean }) => {
      choose({ kind: 'show', arguments: { manifest, isJson: options.json === true } })
    })
}

export function addReportCommand(program: Command, choose: Choose): void {
  program
    .command('report')
    .description('write the report of a run')
    .argument('<run-id>', 'the run, as its result names it')
    .requiredOption(
      '-o, --output <file>',
      'where to write it, as .html, .pdf, .csv, .json or .md; can be given again',
      collectReports,
    )
    .option('--json', 'print what was written as one JSON document')
    .action((runId: string, options: { json?: boolean; output: string[] }) => {
      choose({ kind: 'report', arguments: { runId, outputs: options.output, isJson: options.json === true } })
    })
}

/** `runs`: what the ledger of the workspace has. */
export function addRunsCommand(program: Command, choose: Choose): void {
  const runs = program.command('runs').description('the runs on record: list, show, verify, import')
  const json = ['--json', 'print the result as one JSON document'] as const
  runs
    .command('list')
    .description('the runs on record, newest first')
    .addOption(
      new Option('--status <status>', 'only those that ended so; can be given again').argParser(collectStatuses),
    )
    .option('--longer-than <duration>', 'only those that took longer, such as 500ms, 5s, 2m, 1h', parseDuration)
    .option('--with-errors', 'only those that met errors')
    .option('--since <time>', 'only those started since: 2026-11-20, an ISO 8601 time, or 7d ago', parseSince)
    .option(...json)
    .action((options: ListOptions) => choose({ kind: 'runs-list', arguments: toListArguments(options) }))
  runs
    .command('show')
    .description('a run with its events; as JSON, its run log')
    .argument('<run-id>', 'the run')
    .option(...json)
    .action((runId: string, options: JsonOption) => {
      choose({ kind: 'runs-show', arguments: { runId, isJson: options.json === true } })
    })
  runs
    .command('verify')
    .description('walk the hash chain of all runs and name what was altered')
    .option(...json)
    .action((options: JsonOption) => choose({ kind: 'runs-verify', arguments: { isJson: options.json === true } }))
  runs
    .command('import')
    .description("take other programs' run logs into the ledger")
    .argument('<file...>', 'the run logs')
    .option(...json)
    .action((files: string[], options: JsonOption) => {
      choose({ kind: 'runs-import', arguments: { files, isJson: options.json === true } })
    })
}

interface JsonOption {
  readonly json?: boolean
}

interface ListOptions extends JsonOption {
  readonly status?: RunStatus[]
  readonly longerThan?: number
  readonly withErrors?: boolean
  readonly since?: number
}

function toListArguments(options: ListOptions): RunsListArguments {
  return {
    statuses: options.status ?? [],
    longerThanMs: options.longerThan,
    hasErrors: options.withErrors === true,
    sinceMs: options.since,
    isJson: options.json === true,
  }
}

export function addHashCommand(program: Command, choose: Choose): void {
  program
    .command('hash')
    .description('print the digests of files, as sha256sum does')
    .argument('<file...>', 'the files to read')
    .option(algorithmFlags, `${algorithmHelp} (default: sha256)`, parseAlgorithms)
    .option('--json', 'print the result as one JSON document')
    .action((files: string[], options: { json?: boolean; algorithm?: DigestAlgorithm[] }) => {
      const algorithms = options.algorithm ?? ['sha256']
      choose({ kind: 'hash', arguments: { files, algorithms, isJson: options.json === true } })
    })
}

export function addServeCommand(program: Command, choose: Choose): void {
  program
    .command('serve')
    .description('the app in a browser of this machine')
    .argument('[folder]', 'a folder to snapshot and open at once', parsePath)
    .option('--port <number>', 'port to listen on; by default a free one', parsePort)
    .option('--open', 'open the browser too')
    .action((folder: string | undefined, options: { port?: number; open?: boolean }) => {
      choose({
        kind: 'serve',
        arguments: { folder, port: options.port, isOpenedInBrowser: options.open === true },
      })
    })
}
