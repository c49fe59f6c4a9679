import type { PlanParam } from '../../../shared/model/plan.ts'
import type { PlanChecker } from './plan-checker.ts'
import type { FieldPath } from './plan-document.ts'
import { suggestName } from './suggest.ts'
import { parseTemplate, type Template } from './template.ts'

export interface DeclaredTemplates {
  readonly artifact: Template
  /** Words of the builder as written; each is a valid template. */
  readonly build: readonly string[]
}

const artifactNames = ['permutation_id', 'input_id', 'param_name']
export const buildNames = [...artifactNames, 'input_path', 'staging_artifact', 'staging_folder', 'output_folder']
const defaultArtifact = '{permutation_id}.bin'
const valuePrefix = 'values.'

/** Reads the artifact's name and the builder. Each placeholder in them must have a value for every param. */
export function readTemplates(
  checker: PlanChecker,
  fields: Readonly<Record<string, unknown>>,
  params: readonly PlanParam[],
): DeclaredTemplates {
  const artifact = checker.text(fields['artifact'] ?? defaultArtifact, ['artifact'])
  const words = fields['build'] === undefined ? [] : (checker.list(fields['build'], ['build']) ?? [])
  const build = words.map((word, at) => readBuildWord(checker, word, ['build', at], params))
  return {
    artifact: readTemplate(checker, artifact ?? '', ['artifact'], artifactNames, params),
    build: build.filter((word) => word !== undefined),
  }
}

function readBuildWord(
  checker: PlanChecker,
  word: unknown,
  path: FieldPath,
  params: readonly PlanParam[],
): string | undefined {
  if (typeof word !== 'string') {
    return checker.report(path, 'Expected a text: a number as an argument is written in quotes.')
  }
  if (word.includes('\0')) return checker.report(path, 'The text has a NUL character, which no argument can.')
  if (path[1] === 0 && word === '') return checker.report(path, "The builder's name is empty.")
  readTemplate(checker, word, path, buildNames, params)
  return word
}

function readTemplate(
  checker: PlanChecker,
  text: string,
  path: FieldPath,
  names: readonly string[],
  params: readonly PlanParam[],
): Template {
  const template = parseTemplate(text)
  if ('problem' in template) {
    checker.report(path, template.problem)
    return []
  }
  for (const part of template) {
    const message = typeof part === 'string' ? undefined : findFault(part.name, names, params)
    if (message !== undefined) checker.report(path, message)
  }
  return template
}

function findFault(name: string, names: readonly string[], params: readonly PlanParam[]): string | undefined {
  if (names.includes(name)) return undefined
  const keys = [...new Set(params.flatMap((param) => Object.keys(param.values)))]
  if (name.startsWith(valuePrefix) && keys.includes(name.slice(valuePrefix.length))) {
    const key = name.slice(valuePrefix.length)
    const without = params.find((param) => !Object.hasOwn(param.values, key))
    return without === undefined ? undefined : `{${name}} has no value for the param "${without.name}".`
  }
  if (buildNames.includes(name)) return `{${name}} cannot be part of the artifact's name.`
  const known = [...names, ...keys.map((key) => `${valuePrefix}${key}`)]
  const hint = suggestName(name, known) || ` Known are ${known.slice(0, 20).join(', ')}.`
  return `There is no placeholder {${name}}.${hint} A literal brace is written twice.`
}
