import { hashFiles } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { HashArguments } from '../parse/parsed-command.ts'
import { describeError } from '../render/describe-error.ts'
import { renderHashLines, toHashJson } from '../render/hash-lines.ts'
import { TextBatch } from '../render/text-batch.ts'
import type { CommandContext } from './command-context.ts'

/** `assay hash`: one line a digest, in the order of the arguments; files that cannot be read make it incomplete. */
export async function runHash(args: HashArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr } = context.streams
  // Paths stay as they were given: they are part of the output. They are read relative to the process's folder.
  const results = hashFiles([...args.files], [...args.algorithms], { signal: context.environment.signal })
  const batch = new TextBatch(stdout)
  let errorCount = 0
  let count = 0
  if (args.isJson) await batch.add('{"files":[')
  for await (const result of results) {
    if ('error' in result) {
      errorCount += 1
      await stderr.write(`${describeError({ path: result.path, ...result.error })}\n`)
    }
    if (args.isJson) await batch.add(`${count === 0 ? '' : ','}\n${JSON.stringify(toHashJson(result))}`)
    else if (!('error' in result)) await batch.add(renderHashLines(result, stdout.isTty))
    count += 1
    if (!args.isJson) await batch.flush()
    if (stdout.isClosed) break
  }
  if (args.isJson) await batch.add(']}\n')
  await batch.flush()
  return errorCount === 0 ? exitCodes.clean : exitCodes.incomplete
}
