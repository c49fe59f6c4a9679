import { join } from 'node:path'
import type { Plan, PlanInput, PlanParam } from '../../../shared/model/plan.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { fillTemplate, parseTemplate } from '../plan/template.ts'
import { stagingArtifact, stagingPaths, type StagingPaths } from '../staging/staging-paths.ts'

/** A cell of a plan with all that its build needs to know. Paths are absolute. */
export interface BuildTarget {
  readonly plan: Plan
  readonly cell: number
  readonly permutationId: string
  readonly input: PlanInput
  readonly param: PlanParam
  readonly outputPath: string
  readonly paths: StagingPaths
  readonly stagingArtifact: string
}

/** How the builder is started. */
export interface BuilderCommand {
  readonly words: readonly string[]
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
}

/** The words of the builder for one cell. No shell reads them. Errors: `bad-usage` where the plan names no builder. */
export function builderWords(target: BuildTarget): string[] {
  const { plan } = target
  if (plan.build.length === 0) {
    const message = `The plan ${plan.path} names no builder. Give one as "build".`
    throw new AppError({ code: 'bad-usage', operation: 'build', path: plan.path, message })
  }
  return plan.build.map((word) => {
    const template = parseTemplate(word)
    return 'problem' in template ? word : fillTemplate(template, (name) => valueOf(target, name))
  })
}

function valueOf({ plan, permutationId, input, param, paths, ...target }: BuildTarget, name: string): string {
  const known = new Map<string, string>([
    ['permutation_id', permutationId],
    ['input_id', input.id],
    ['input_path', input.path ?? ''],
    ['param_name', param.name],
    ['staging_artifact', target.stagingArtifact],
    ['staging_folder', paths.folder],
    ['output_folder', plan.outputFolder],
  ])
  return known.get(name) ?? String(param.values[name.slice('values.'.length)] ?? '')
}

/** The whole of how a builder is started; phases are numbers. */
export function builderCommand(target: BuildTarget, phasesDone: readonly number[], isForced: boolean): BuilderCommand {
  const { plan, permutationId, input, param, paths } = target
  const environment = {
    ASSAY_PERMUTATION_ID: permutationId,
    ASSAY_INPUT_ID: input.id,
    ASSAY_INPUT_PATH: input.path ?? '',
    ASSAY_PARAM_NAME: param.name,
    ASSAY_PARAM_VALUES: JSON.stringify(param.values),
    ASSAY_STAGING_ARTIFACT: target.stagingArtifact,
    ASSAY_STAGING_FOLDER: paths.folder,
    ASSAY_OUTPUT_FOLDER: plan.outputFolder,
    ASSAY_PHASES: JSON.stringify(plan.phases),
    ASSAY_PHASES_DONE: JSON.stringify(phasesDone),
    ASSAY_FORCE: isForced ? '1' : '',
  }
  return { words: builderWords(target), folder: plan.root, environment }
}

/** Errors: `bad-usage` for a number that is no cell of the plan. */
export function targetOf(plan: Plan, cell: number): BuildTarget {
  const input = plan.inputs[Math.floor(cell / plan.params.length)]
  const param = plan.params[cell % plan.params.length]
  const permutationId = plan.permutationIds[cell]
  const artifactName = plan.artifactNames[cell]
  if (input === undefined || param === undefined || permutationId === undefined || artifactName === undefined) {
    throw new AppError({ code: 'bad-usage', operation: 'build', message: `The plan has no cell ${cell}.` })
  }
  const paths = stagingPaths(plan.outputFolder, permutationId)
  const outputPath = join(plan.outputFolder, artifactName)
  const staged = stagingArtifact(paths, outputPath)
  return { plan, cell, permutationId, input, param, outputPath, paths, stagingArtifact: staged }
}
