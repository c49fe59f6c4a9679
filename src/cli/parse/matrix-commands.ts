import { Option, type Command } from 'commander'
import { parseEntryLimit, parsePath } from './option-values.ts'
import { addMatrixBuildCommand } from './matrix-build-command.ts'
import { manifestFormats, type MatrixManifestArguments } from './matrix-arguments.ts'
import type { Choose } from './run-commands.ts'

interface PlanOptions {
  readonly json?: boolean
}

interface ManifestOptions extends PlanOptions {
  readonly missing?: boolean
  readonly done?: boolean
  readonly sort: 'size' | 'name'
  readonly limit?: number
  readonly commands?: boolean
  readonly force?: boolean
  readonly format?: MatrixManifestArguments['format']
  readonly outputFolder?: string
}

const planArgument = ['<plan>', 'the plan: a .plan.json, .plan.yaml or .plan.yml', parsePath] as const
const jsonOption = ['--json', 'print the result as one JSON document'] as const

/** `matrix`: what a permutation plan has, what of it is missing, and builds of that. */
export function addMatrixCommand(program: Command, choose: Choose): void {
  const matrix = program.command('matrix').description('permutation plans: manifest, list-inputs, list-params, build')
  addManifestCommand(matrix, choose)
  addMatrixBuildCommand(matrix, choose)
  for (const kind of ['inputs', 'params'] as const) {
    matrix
      .command(`list-${kind}`)
      .description(`the ${kind} of a plan, with their costs`)
      .argument(...planArgument)
      .option(...jsonOption)
      .action((plan: string, options: PlanOptions) => {
        choose({ kind: `matrix-list-${kind}`, arguments: { plan, isJson: options.json === true } })
      })
  }
}

function addManifestCommand(matrix: Command, choose: Choose): void {
  matrix
    .command('manifest')
    .description('every permutation of a plan and how it stands')
    .argument(...planArgument)
    .option('--missing', 'only those not done')
    .option('--done', 'only those done')
    .addOption(
      new Option('--sort <order>', 'size: cheapest first; name: by id').choices(['size', 'name']).default('size'),
    )
    .option('--limit <number>', 'only the first so many, after filters and order', parseEntryLimit)
    .addOption(new Option('--commands', 'print the commands that build them').conflicts(['json', 'format']))
    .option('--force', 'commands build again what is done')
    .addOption(new Option('--format <format>', 'how to print them').choices(manifestFormats).conflicts('json'))
    .option('--output-folder <folder>', 'where the artifacts are; by default where the plan says', parsePath)
    .option(...jsonOption)
    .action((plan: string, options: ManifestOptions) => {
      choose({ kind: 'matrix-manifest', arguments: toManifestArguments(plan, options) })
    })
}

function toManifestArguments(plan: string, options: ManifestOptions): MatrixManifestArguments {
  const implied = options.json === true ? 'json' : options.commands === true ? 'commands' : 'table'
  return {
    plan,
    isMissing: options.missing === true,
    isDone: options.done === true,
    sort: options.sort,
    limit: options.limit,
    isForced: options.force === true,
    format: options.format ?? implied,
    outputFolder: options.outputFolder,
  }
}
