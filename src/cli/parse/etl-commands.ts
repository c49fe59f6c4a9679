import type { Command } from 'commander'
import type { EtlRecordChoices, RecordShapeName } from './etl-arguments.ts'
import { collectPaths, defaultStaleAfterMs, parseField, parseLimit, parseStaleAfter } from './etl-values.ts'
import { parsePath } from './option-values.ts'
import { addRunOptions, toRunSettings, type Choose, type RunOptions } from './run-commands.ts'
import { addRecordOptions } from './etl-record-options.ts'

const json = ['--json', 'print the result as one JSON document'] as const
const log = ['--log <file>', 'write a log of the run here', parsePath] as const
const manifest = ['<manifest>', 'the process manifest', parsePath] as const
const usualShownCount = 20

interface JsonOption {
  readonly json?: boolean
}

interface LogOption extends JsonOption {
  readonly log?: string
}

interface RecordOptions {
  readonly sourceId?: string
  readonly dataset?: string
  readonly etag?: string
  readonly recordVersion?: string
  readonly shape?: RecordShapeName
}

function toRecordChoices(options: RecordOptions): EtlRecordChoices {
  const { sourceId, dataset, etag, recordVersion, shape } = options
  return { sourceId, dataset, etag, recordVersion, shape }
}

/** `etl`: the manifests that data pipelines keep of their files. */
export function addEtlCommand(program: Command, choose: Choose): void {
  const etl = program
    .command('etl')
    .description('process manifests of pipelines: init, add, import, list, show, check, has, repair')
  addInit(etl, choose)
  addAdd(etl, choose)
  addImport(etl, choose)
  addList(etl, choose)
  addShow(etl, choose)
  addCheck(etl, choose)
  addHas(etl, choose)
  addRepair(etl, choose)
}

function addInit(etl: Command, choose: Choose): void {
  etl
    .command('init')
    .description('make an empty process manifest')
    .argument('<folder>', 'the folder of the manifests; made where it is missing', parsePath)
    .argument('<name>', 'such as systems_download, or extractor_v1.0.0', parseField)
    .option('--process <process>', 'the process it belongs to; by default as the name says', parseField)
    .option('--etl-version <version>', 'version of the pipeline; by default as the name says, else 1.0.0', parseField)
    .option(...json)
    .action((folder: string, name: string, options: InitOptions) => {
      const { process, etlVersion } = options
      choose({ kind: 'etl-init', arguments: { folder, name, process, etlVersion, isJson: options.json === true } })
    })
}

interface InitOptions extends JsonOption {
  readonly process?: string
  readonly etlVersion?: string
}

function addAdd(etl: Command, choose: Choose): void {
  const command = etl
    .command('add')
    .description('record files by their content')
    .argument(...manifest)
    .argument('<file...>', 'the files to record')
    .option('--etag <etag>', 'what the server called this version of the file', parseField)
  addRecordOptions(command)
    .option(...log)
    .option(...json)
    .action((path: string, files: string[], options: RecordOptions & LogOption) => {
      const choices = toRecordChoices(options)
      const isJson = options.json === true
      choose({ kind: 'etl-add', arguments: { ...choices, manifest: path, files, log: options.log, isJson } })
    })
}

function addImport(etl: Command, choose: Choose): void {
  const command = etl
    .command('import')
    .description('record every file of a folder')
    .argument(...manifest)
    .argument('<folder>', 'the folder to read', parsePath)
    .option('--keep-junk', 'also take what systems leave behind, such as .DS_Store and Thumbs.db')
  addRunOptions(addRecordOptions(command)).action(
    (path: string, folder: string, options: RecordOptions & RunOptions & { readonly keepJunk?: boolean }) => {
      const { sourceId, dataset, recordVersion, shape } = toRecordChoices(options)
      const choices = { sourceId, dataset, recordVersion, shape, isJunkExcluded: options.keepJunk !== true }
      choose({ kind: 'etl-import', arguments: { ...toRunSettings(options), ...choices, manifest: path, folder } })
    },
  )
}

const staleAfter = ['--stale-after <duration>', 'no update for longer than this is stale (default: 7d)'] as const

interface StaleOption {
  readonly staleAfter?: number
}

function addList(etl: Command, choose: Choose): void {
  etl
    .command('list')
    .description('the process manifests of a folder, and how each stands')
    .argument('<folder>', 'the folder of the manifests', parsePath)
    .option(...staleAfter, parseStaleAfter)
    .option(...json)
    .action((folder: string, options: StaleOption & JsonOption) => {
      const staleAfterMs = options.staleAfter ?? defaultStaleAfterMs
      choose({ kind: 'etl-list', arguments: { folder, staleAfterMs, isJson: options.json === true } })
    })
}

function addShow(etl: Command, choose: Choose): void {
  etl
    .command('show')
    .description('what a process manifest says, its problems and its newest records')
    .argument(...manifest)
    .option('--limit <count>', `how many records to show (default: ${usualShownCount})`, parseLimit)
    .option('--source <id>', 'only records of this source', parseField)
    .option('--search <text>', 'only records with this in a field, whatever its case', parseField)
    .option(...json)
    .action((path: string, options: ShowOptions) => {
      const { limit = usualShownCount, source, search } = options
      choose({ kind: 'etl-show', arguments: { manifest: path, limit, source, search, isJson: options.json === true } })
    })
}

interface ShowOptions extends JsonOption {
  readonly limit?: number
  readonly source?: string
  readonly search?: string
}

function addCheck(etl: Command, choose: Choose): void {
  const command = etl
    .command('check')
    .description('hold process manifests against the files they record')
    .argument('<manifest-or-folder>', 'a process manifest, or the folder of all of them', parsePath)
    .option('--quick', 'look at sizes only; read no contents')
    .option('--data <folder>', 'where files without a record are looked for; can be given again', collectPaths)
    .option('--base <folder>', 'what relative paths start at; by default the folder of the manifest', parsePath)
    .option(...staleAfter, parseStaleAfter)
  addRunOptions(command).action((target: string, options: CheckOptions) => {
    const { data = [], base, staleAfter: staleAfterMs = defaultStaleAfterMs } = options
    const choices = { target, isQuick: options.quick === true, dataFolders: data, baseFolder: base, staleAfterMs }
    choose({ kind: 'etl-check', arguments: { ...toRunSettings(options), ...choices } })
  })
}

interface CheckOptions extends RunOptions, StaleOption {
  readonly quick?: boolean
  readonly data?: string[]
  readonly base?: string
}

function addHas(etl: Command, choose: Choose): void {
  etl
    .command('has')
    .description('whether a content is recorded: exits with 0 if so, with 1 if not')
    .argument('<manifest-or-folder>', 'a process manifest, or the folder of all of them', parsePath)
    .argument('<file-or-digest>', 'a file, or a SHA-256 in hex', parsePath)
    .option(...json)
    .action((target: string, subject: string, options: JsonOption) => {
      choose({ kind: 'etl-has', arguments: { target, subject, isJson: options.json === true } })
    })
}

interface RepairOptions extends LogOption {
  readonly from?: string
  readonly process?: string
}

function addRepair(etl: Command, choose: Choose): void {
  etl
    .command('repair')
    .description('set a damaged manifest aside and write what of it can be kept')
    .argument(...manifest)
    .option('--from <copy>', 'take records that are damaged or missing from this copy', parsePath)
    .option(
      '--process <process>',
      'the process of one that does not say it any more; else as its name says',
      parseField,
    )
    .option(...log)
    .option(...json)
    .action((path: string, options: RepairOptions) => {
      const { from: copy, process, log: logPath } = options
      const isJson = options.json === true
      choose({ kind: 'etl-repair', arguments: { manifest: path, copy, process, log: logPath, isJson } })
    })
}
