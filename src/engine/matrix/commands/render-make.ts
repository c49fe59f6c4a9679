import { AppError } from '../../../shared/errors/app-error.ts'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { pathFrom } from './cell-command.ts'

// What make gives a meaning in a target and takes no escape for in every version.
const unnamable = /[^A-Za-z0-9_./@+,\-\u0080-\u{10ffff} #$]/u

/** A Makefile fragment, to be run in the project root: `all`, and one target an artifact. Errors: `bad-usage`. */
export function* renderMake(
  plan: Plan,
  permutations: readonly Permutation[],
  commandOf: (permutation: Permutation) => string,
  isForced: boolean,
): Generator<string> {
  const targets = permutations.map((each) => targetOf(plan, each))
  // A target that is no file, or one that is there and is to be made again, is made whatever make finds.
  const phony = targets.filter((target, at) => target.isPhony || isForced || permutations[at]?.state.kind === 'altered')
  yield '# Builds of a permutation plan. Run in the project root: make -f FILE -j 4\n'
  yield `.PHONY: ${['all', ...phony.map(({ name }) => name)].join(' \\\n  ')}\n\n`
  yield `${['all:', ...targets.map(({ name }) => name)].join(' \\\n  ')}\n`
  for (const [at, permutation] of permutations.entries()) {
    const command = commandOf(permutation)
    if (/[\r\n]/u.test(command)) {
      const message = 'A path with a line break cannot stand in a Makefile. Rename it, or use another format.'
      throw new AppError({ code: 'bad-usage', operation: 'write commands', message })
    }
    yield `\n${targets[at]?.name ?? ''}:\n\t${command.replaceAll('$', '$$$$')}\n`
  }
}

/** The artifact's path, or the cell's id where make could not name the path. */
function targetOf(plan: Plan, { outputPath, permutationId }: Permutation): { name: string; isPhony: boolean } {
  const path = pathFrom(plan.root, outputPath)
  if (unnamable.test(path)) return { name: permutationId, isPhony: true }
  return { name: path.replaceAll('$', '$$$$').replaceAll(/[ #]/gu, String.raw`\$&`), isPhony: path === 'all' }
}
