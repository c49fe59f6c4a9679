import { isAbsolute, relative, sep } from 'node:path'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'

export interface CommandOptions {
  /** What starts Assay, word by word, from the project root. */
  readonly program: readonly string[]
  readonly isForced: boolean
}

/** A path as a command run in `root` names it: relative, or absolute where it lies outside. */
export function pathFrom(root: string, path: string): string {
  const short = relative(root, path)
  if (short === '') return '.'
  if (isAbsolute(short) || short === '..' || short.startsWith(`..${sep}`)) return path
  // A path that begins with a dash would be taken for an option.
  return short.startsWith('-') ? `.${sep}${short}` : short
}

/** The command line that builds one cell, word by word, to be run in the project root. */
export function cellCommand(
  plan: Pick<Plan, 'path' | 'root' | 'outputFolder'>,
  { inputId, paramName }: Pick<Permutation, 'inputId' | 'paramName'>,
  { program, isForced }: CommandOptions,
): string[] {
  const pinned = [
    '--output-folder',
    pathFrom(plan.root, plan.outputFolder),
    '--input-id',
    inputId,
    '--param-name',
    paramName,
  ]
  const words = [...program, 'matrix', 'build', pathFrom(plan.root, plan.path), ...pinned]
  return isForced ? [...words, '--force'] : words
}
