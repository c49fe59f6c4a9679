import { fileStateSchema, type FileState, type PipelineDetail } from '../../../shared/ipc/pipeline-schemas.ts'

/** The states of files by their numbers, as columns keep them: 0 is `unchecked`. */
export const fileStates: readonly FileState[] = fileStateSchema.options
const numbers = new Map(fileStates.map((state, at) => [state, at]))

export type FileCounts = PipelineDetail['fileCounts']

export function stateNumber(state: FileState): number {
  return numbers.get(state) ?? 0
}

export function stateOf(number: number | undefined): FileState {
  return fileStates[number ?? 0] ?? 'unchecked'
}

/** Counts by the states' numbers, under their names. */
export function nameCounts(counts: ArrayLike<number>): FileCounts {
  const named = Object.fromEntries(fileStates.map((state, at) => [state, counts[at] ?? 0]))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The states are exactly the schema's keys: the contract holds the answer to it.
  return named as FileCounts
}
