import { Option, type Command } from 'commander'
import type { MatrixBuildArguments } from './matrix-arguments.ts'
import { parseEntryLimit, parseJobCount, parsePath } from './option-values.ts'
import { progressModes, type ProgressMode } from './progress-mode.ts'
import type { Choose } from './run-commands.ts'

interface BuildOptions {
  readonly outputFolder?: string
  readonly inputId?: string
  readonly paramName?: string
  readonly force?: boolean
  readonly altered?: boolean
  readonly jobs: number
  readonly limit?: number
  readonly json?: boolean
  readonly progress: ProgressMode
  readonly log?: string
}

export function addMatrixBuildCommand(matrix: Command, choose: Choose): void {
  matrix
    .command('build')
    .description('build what is missing, failed or stopped, cheapest first')
    .argument('<plan>', 'the plan: a .plan.json, .plan.yaml or .plan.yml', parsePath)
    .option('--output-folder <folder>', 'where the artifacts go; by default where the plan says', parsePath)
    .option('--input-id <id>', 'only permutations of this input')
    .option('--param-name <name>', 'only permutations of this param')
    .option('--missing', 'only what is missing, failed or stopped; the default')
    .addOption(
      new Option('--force', 'begin anew whatever there is, and replace what is done').conflicts(['missing', 'altered']),
    )
    .option('--altered', 'also build what was altered since its build')
    .addOption(new Option('-j, --jobs <number>', 'so many builds at a time').argParser(parseJobCount).default(1))
    .option('--limit <number>', 'only so many, the cheapest', parseEntryLimit)
    .option('--log <file>', 'write the run log of the build here; for a single one', parsePath)
    .option('--json', 'print the result as one JSON document')
    .addOption(
      new Option('--progress <mode>', 'how to show progress on stderr').choices(progressModes).default('auto' as const),
    )
    .action((plan: string, options: BuildOptions) => {
      choose({ kind: 'matrix-build', arguments: toArguments(plan, options) })
    })
}

function toArguments(plan: string, options: BuildOptions): MatrixBuildArguments {
  return {
    plan,
    outputFolder: options.outputFolder,
    inputId: options.inputId,
    paramName: options.paramName,
    isForced: options.force === true,
    isAlteredReplaced: options.altered === true,
    jobCount: options.jobs,
    limit: options.limit,
    isJson: options.json === true,
    progress: options.progress,
    log: options.log,
  }
}
