import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { toSlug } from '../plan/slug.ts'

/** An array script of Slurm: one task a cell, to be submitted from the project root. */
export function* renderSlurm(
  plan: Plan,
  permutations: readonly Permutation[],
  commandOf: (permutation: Permutation) => string,
): Generator<string> {
  yield '#!/bin/bash\n'
  yield `#SBATCH --job-name=${toSlug(plan.name)}\n`
  // An array without tasks has no range.
  if (permutations.length > 0) yield `#SBATCH --array=0-${permutations.length - 1}\n`
  yield '\n# Submit in the project root: Slurm runs each task where sbatch was started.\n'
  yield 'case "${SLURM_ARRAY_TASK_ID:-}" in\n'
  for (const [at, permutation] of permutations.entries()) yield `${at}) ${commandOf(permutation)} ;;\n`
  yield `*) echo "There is no task '\${SLURM_ARRAY_TASK_ID:-}' in this array." >&2; exit 3 ;;\nesac\n`
}
