import { Option, type Command } from 'commander'
import { digestAlgorithms, type DigestAlgorithm } from '../../shared/model/digest.ts'
import {
  defaultFormat,
  usualAlgorithms,
  writableFormats,
  type WritableFormat,
} from '../../shared/model/manifest-format.ts'
import { collect, collectReports, parseAlgorithms, parsePath, parseWorkerCount } from './option-values.ts'
import { parseDuration } from './run-filters.ts'
import { progressModes, type ParsedCommand, type ProgressMode, type RunSettings } from './parsed-command.ts'

export type Choose = (command: ParsedCommand) => void

export interface RunOptions {
  readonly json?: boolean
  readonly progress: ProgressMode
  readonly log?: string
  readonly workers?: number
}

interface SnapshotOptions extends RunOptions {
  readonly output?: string
  readonly runId?: string
  readonly algorithm?: DigestAlgorithm[]
  readonly include?: string[]
  readonly exclude?: string[]
  readonly keepJunk?: boolean
  readonly base?: string
  readonly paranoid?: boolean
  readonly format: WritableFormat
}

interface CompareOptions extends RunOptions {
  readonly strict?: boolean
  readonly allowEmpty?: boolean
  readonly all?: boolean
  readonly report?: string[]
}

interface VerifyOptions extends CompareOptions {
  readonly quick?: boolean
}

export const algorithmFlags = '--algorithm <names>'
export const algorithmHelp = `digests to take, separated by commas: ${digestAlgorithms.join(', ')}`

export function addRunOptions(command: Command): Command {
  return command
    .option('--log <file>', 'write a log of the run here', parsePath)
    .option('--json', 'print the result as one JSON document')
    .addOption(
      new Option('--progress <mode>', 'how to show progress on stderr').choices(progressModes).default('auto' as const),
    )
    .option('--workers <count>', 'threads that read and hash; by default one a core', parseWorkerCount)
}

function addComparisonOptions(command: Command): Command {
  return command
    .option('--strict', 'an altered modification time or mode alone is a finding too')
    .option('--allow-empty', 'accept a folder that holds none of the paths')
    .option('--all', 'also list what is no finding')
    .option(
      '--report <file>',
      'write a report here, as .html, .pdf, .csv, .json or .md; can be given again',
      collectReports,
    )
}

function toComparisonChoices(options: CompareOptions) {
  return {
    ...toRunSettings(options),
    isStrict: options.strict === true,
    allowEmpty: options.allowEmpty === true,
    isAll: options.all === true,
    reports: options.report ?? [],
  }
}

export function toRunSettings(options: RunOptions): RunSettings {
  return {
    isJson: options.json === true,
    progress: options.progress,
    log: options.log,
    workerCount: options.workers,
  }
}

export function addSnapshotCommand(program: Command, choose: Choose): void {
  const command = program
    .command('snapshot')
    .description('read a folder and write its manifest')
    .argument('<folder>', 'the folder to read', parsePath)
    .option('-o, --output <file>', 'where to write the manifest; by default into the workspace', parsePath)
    .option('--run-id <id>', 'name of this run; by default run_YYYYMMDD_HHMMSS in UTC')
    .option(
      algorithmFlags,
      `${algorithmHelp} (default: sha256; md5 in a run-manifest, md5,sha256 in hashdeep)`,
      parseAlgorithms,
    )
    .option('--include <glob>', 'only paths that match; can be given again', collect)
    .option('--exclude <glob>', 'leave out paths that match; can be given again', collect)
    .option('--keep-junk', 'also take what systems leave behind, such as .DS_Store and Thumbs.db')
    .option('--base <manifest>', 'take over digests of files unchanged since this manifest', parsePath)
    .option('--paranoid', 'read every file, whatever the base or a cache says')
    .addOption(new Option('--format <format>', 'layout to write').choices(writableFormats).default(defaultFormat))
  addRunOptions(command).action((folder: string, options: SnapshotOptions) => {
    choose({
      kind: 'snapshot',
      arguments: {
        ...toRunSettings(options),
        folder,
        output: options.output,
        runId: options.runId,
        algorithms: options.algorithm ?? usualAlgorithms(options.format),
        include: options.include ?? [],
        exclude: options.exclude ?? [],
        isJunkExcluded: options.keepJunk !== true,
        base: options.base,
        isParanoid: options.paranoid === true,
        format: options.format,
      },
    })
  })
}

export function addVerifyCommand(program: Command, choose: Choose): void {
  const command = program
    .command('verify')
    .description('compare a folder with its manifest')
    .argument('<manifest>', 'the manifest to hold the folder against', parsePath)
    .argument('[folder]', 'the folder; by default the one the manifest names', parsePath)
    .option('--quick', 'compare sizes and modification times only; read no contents')
  addRunOptions(addComparisonOptions(command)).action(
    (manifest: string, folder: string | undefined, options: VerifyOptions) => {
      const choices = toComparisonChoices(options)
      choose({ kind: 'verify', arguments: { ...choices, manifest, folder, isQuick: options.quick === true } })
    },
  )
}

export function addCompareCommand(program: Command, choose: Choose): void {
  const command = program
    .command('compare')
    .description('compare any two manifests or folders')
    .argument('<left>', 'the baseline: a manifest in any format, or a folder', parsePath)
    .argument('<right>', 'what is there now: a manifest in any format, or a folder', parsePath)
  addRunOptions(addComparisonOptions(command)).action((left: string, right: string, options: CompareOptions) => {
    choose({ kind: 'compare', arguments: { ...toComparisonChoices(options), left, right } })
  })
}

interface WatchOptions extends RunOptions {
  readonly against: string
  readonly strict?: boolean
  readonly for?: number
}

export function addWatchCommand(program: Command, choose: Choose): void {
  const command = program
    .command('watch')
    .description('keep telling how a folder drifts from a manifest, until Ctrl+C')
    .argument('<folder>', 'the folder to watch', parsePath)
    .requiredOption('--against <manifest>', 'the manifest that says how the folder should be', parsePath)
    .option('--strict', 'an altered modification time or mode alone is a finding too')
    .option('--for <duration>', 'end by itself after this long, such as 90s or 8h', parseDuration)
  addRunOptions(command).action((folder: string, options: WatchOptions) => {
    choose({
      kind: 'watch',
      arguments: {
        ...toRunSettings(options),
        folder,
        manifest: options.against,
        isStrict: options.strict === true,
        durationMs: options.for,
      },
    })
  })
}
