import { listPermutations, renderCommands, writeTexts, type WrittenFile } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { RequestInput, RequestOutput } from '../../shared/ipc/contract.ts'
import { openLetters } from './cell-board.ts'
import type { HeldPlan } from './held-plan.ts'
import type { LoadedPlan } from './loaded-plan.ts'

/** What a page can hold and copy. */
const maxTextLength = 32 * 1024 * 1024

type WantedCommands = Omit<RequestInput<'matrix.commands'>, 'planId'>

/** Commands, or a file for a scheduler, that build cells in the order given. Errors: `bad-usage` where they cannot be written. */
export async function writeCommands(
  held: HeldPlan,
  loaded: LoadedPlan,
  wanted: WantedCommands,
  workspace: string,
): Promise<RequestOutput<'matrix.commands'>> {
  const { chunks, notice, commandCount } = await render(held, loaded, wanted, workspace)
  let text = ''
  for (const chunk of chunks) {
    text += chunk
    if (text.length > maxTextLength) throw tooMuch(commandCount)
  }
  return { text, commandCount, notice }
}

/** As a new file, however long. Errors: as `writeCommands`, `already-exists`, those of a durable write. */
export async function saveCommands(
  held: HeldPlan,
  loaded: LoadedPlan,
  { target, isReplacing, ...wanted }: WantedCommands & { readonly target: string; readonly isReplacing: boolean },
  workspace: string,
): Promise<WrittenFile> {
  const { chunks } = await render(held, loaded, wanted, workspace)
  return writeTexts(target, chunks, isReplacing)
}

async function render(
  held: HeldPlan,
  loaded: LoadedPlan,
  { cells, format, isForced }: WantedCommands,
  workspace: string,
): Promise<{ chunks: Iterable<string>; notice: string | null; commandCount: number }> {
  const chosen = cells ?? [...loaded.board.cellsIn(...openLetters)]
  for (const cell of chosen) loaded.describe(cell)
  const facts = loaded.factSource(held.history)
  const { permutations } = await listPermutations(loaded.plan, { workspace, cells: chosen, facts })
  const { chunks, notice } = renderCommands(loaded.plan, permutations, format, { program: ['assay'], isForced })
  return { chunks, notice, commandCount: permutations.length }
}

function tooMuch(count: number): AppError {
  const message = `The commands of ${count} cells are too long to be shown here. Save them as a file, or use "assay matrix manifest --format" instead.`
  return new AppError({ code: 'bad-usage', operation: 'write commands', message })
}
