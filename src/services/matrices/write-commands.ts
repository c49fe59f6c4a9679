import { listPermutations, renderCommands } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { RequestInput, RequestOutput } from '../../shared/ipc/contract.ts'
import { openLetters } from './cell-board.ts'
import type { HeldPlan } from './held-plan.ts'
import type { LoadedPlan } from './loaded-plan.ts'

/** What a page can hold and copy. */
const maxTextLength = 32 * 1024 * 1024

/** Commands, or a file for a scheduler, that build cells in the order given. Errors: `bad-usage` where they cannot be written. */
export async function writeCommands(
  held: HeldPlan,
  loaded: LoadedPlan,
  { cells, format, isForced }: Omit<RequestInput<'matrix.commands'>, 'planId'>,
  workspace: string,
): Promise<RequestOutput<'matrix.commands'>> {
  const chosen = cells ?? [...loaded.board.cellsIn(...openLetters)]
  for (const cell of chosen) loaded.describe(cell)
  const facts = loaded.factSource(held.history)
  const { permutations } = await listPermutations(loaded.plan, { workspace, cells: chosen, facts })
  const { chunks, notice } = renderCommands(loaded.plan, permutations, format, { program: ['assay'], isForced })
  let text = ''
  for (const chunk of chunks) {
    text += chunk
    if (text.length > maxTextLength) throw tooMuch(permutations.length)
  }
  return { text, commandCount: permutations.length, notice }
}

function tooMuch(count: number): AppError {
  const message = `The commands of ${count} cells are too long to be shown here. Use "assay matrix manifest --format" instead.`
  return new AppError({ code: 'bad-usage', operation: 'write commands', message })
}
