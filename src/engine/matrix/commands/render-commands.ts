import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { cellCommand, type CommandOptions } from './cell-command.ts'
import { quoteWord } from './quote-word.ts'
import { renderMake } from './render-make.ts'
import { renderSlurm } from './render-slurm.ts'

export type CommandFormat = 'commands' | 'gha' | 'make' | 'slurm'

/** docs.github.com, "Running variations of jobs in a workflow". */
const maxMatrixJobs = 256
/** slurm.conf(5), MaxArraySize: the default of 1001 is one more than the greatest index. */
const usualArraySize = 1001

export interface RenderedCommands {
  /** The text in pieces. */
  readonly chunks: Iterable<string>
  /** What to know before it is used; null where there is nothing. */
  readonly notice: string | null
}

/**
 * The builds of cells for a shell, or for a scheduler that runs what outgrows one machine; all commands are to be run in the
 * project root. Errors, while the chunks are taken: `bad-usage` for a path that the format has no way to write.
 */
export function renderCommands(
  plan: Plan,
  permutations: readonly Permutation[],
  format: CommandFormat,
  options: CommandOptions,
): RenderedCommands {
  const commandOf = (permutation: Permutation): string =>
    cellCommand(plan, permutation, options).map(quoteWord).join(' ')
  const notice = findNotice(format, permutations.length)
  if (format === 'gha') return { chunks: renderGha(permutations, commandOf), notice }
  if (format === 'slurm') return { chunks: renderSlurm(plan, permutations, commandOf), notice }
  if (format === 'make') return { chunks: renderMake(plan, permutations, commandOf, options.isForced), notice }
  return { chunks: renderLines(permutations, commandOf), notice }
}

function* renderLines(
  permutations: readonly Permutation[],
  commandOf: (each: Permutation) => string,
): Generator<string> {
  for (const permutation of permutations) yield `${commandOf(permutation)}\n`
}

/** One line, as an output of a job that `fromJSON` reads for `strategy.matrix`. */
function* renderGha(permutations: readonly Permutation[], commandOf: (each: Permutation) => string): Generator<string> {
  yield '{"include":['
  for (const [at, permutation] of permutations.entries()) {
    const { permutationId, inputId, paramName } = permutation
    const job = {
      permutation_id: permutationId,
      input_id: inputId,
      param_name: paramName,
      command: commandOf(permutation),
    }
    yield `${at === 0 ? '' : ','}${JSON.stringify(job)}`
  }
  yield ']}\n'
}

function findNotice(format: CommandFormat, count: number): string | null {
  if (format === 'gha' && count > maxMatrixJobs) {
    return `GitHub runs at most ${maxMatrixJobs} jobs of a matrix, and these are ${count}. Take fewer with --limit.`
  }
  if (format === 'gha' && count === 0)
    return 'GitHub fails a matrix without jobs: skip the job where the list is empty.'
  if (format === 'slurm' && count > usualArraySize) {
    return `Many clusters take at most ${usualArraySize} tasks in an array, and these are ${count}. Take fewer with --limit.`
  }
  return null
}
