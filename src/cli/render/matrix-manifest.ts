import { describeCellState } from '../../engine/plans.ts'
import type { CellState, Permutation, Plan } from '../../shared/model/plan.ts'
import type { Colours } from './colours.ts'
import { escapeText } from './escape-name.ts'

const idColumns = 30

/** Permutations a line each, under how many of those shown are done. */
export function* renderManifestTable(permutations: readonly Permutation[], colours: Colours): Generator<string> {
  const doneCount = permutations.filter(({ done }) => done).length
  yield `\n=== Manifest (${doneCount}/${permutations.length}) ===\n\n`
  const markerColumns = permutations.reduce((most, { state }) => Math.max(most, markerOf(state).length), 0)
  for (const { state, permutationId, label, leftover } of permutations) {
    const marker = markerOf(state)
    const shown = colours[tones[state.kind]](marker) + ' '.repeat(markerColumns - marker.length)
    const left = leftover === null ? '' : `; last build ${describeCellState(leftover)}`
    yield `  ${shown} ${permutationId.padEnd(idColumns)} ${escapeText(label + left)}\n`
  }
  yield '\n'
}

const words = { done: 'DONE', missing: 'MISS', altered: 'ALTERED', building: 'BUILD', failed: 'FAIL', stopped: 'STOP' }
const tones = {
  done: 'green',
  missing: 'dim',
  altered: 'red',
  building: 'yellow',
  failed: 'red',
  stopped: 'yellow',
} as const

function markerOf(state: CellState): string {
  const word = words[state.kind]
  return 'phasesDone' in state ? `[${word} ${state.phasesDone}/${state.phaseCount}]` : `[${word}]`
}

/** The same as one JSON document, one permutation a line. */
export function* renderManifestJson(
  plan: Plan,
  permutations: readonly Permutation[],
  warnings: readonly string[],
): Generator<string> {
  const head = {
    plan: plan.path,
    name: plan.name,
    project_root: plan.root,
    output_folder: plan.outputFolder,
    done_count: permutations.filter(({ done }) => done).length,
    total_count: permutations.length,
    warnings,
  }
  yield `${JSON.stringify(head).slice(0, -1)},"permutations":[`
  for (const [at, permutation] of permutations.entries()) {
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(toPermutationJson(permutation))}`
  }
  yield ']}\n'
}

/** A permutation with its keys as in documents. */
export function toPermutationJson(permutation: Permutation): object {
  return {
    permutation_id: permutation.permutationId,
    input_id: permutation.inputId,
    param_name: permutation.paramName,
    done: permutation.done,
    status: describeCellState(permutation.state),
    is_recorded: permutation.isRecorded,
    leftover: permutation.leftover === null ? null : describeCellState(permutation.leftover),
    output_size: permutation.outputSizeBytes,
    output_path: permutation.outputPath,
    sort_key: permutation.sortKey,
    label: permutation.label,
  }
}
