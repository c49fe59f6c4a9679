import type { Command } from 'commander'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { collectReports, parseAlgorithms, parsePath, parsePort } from './option-values.ts'
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
