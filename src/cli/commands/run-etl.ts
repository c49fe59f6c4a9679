import type { ExitCode } from '../exit-codes.ts'
import { progressOf, type ParsedEtlCommand } from '../parse/etl-arguments.ts'
import { createProgressDisplay } from '../progress/create-progress-display.ts'
import type { CommandContext } from './command-context.ts'

/** `assay etl`: each command's code is loaded when it is asked for. */
export async function runEtl(command: ParsedEtlCommand, context: CommandContext): Promise<ExitCode> {
  const { streams, environment } = context
  const display = createProgressDisplay(progressOf(command) ?? 'none', streams.stderr, environment)
  switch (command.kind) {
    case 'etl-list':
      return (await import('./run-etl-list.ts')).runEtlList(command.arguments, context)
    case 'etl-show':
      return (await import('./run-etl-show.ts')).runEtlShow(command.arguments, context)
    case 'etl-has':
      return (await import('./run-etl-has.ts')).runEtlHas(command.arguments, context)
    case 'etl-check':
      return (await import('./run-etl-check.ts')).runEtlCheck(command.arguments, context, display)
    case 'etl-init':
      return (await import('./run-etl-init.ts')).runEtlInit(command.arguments, context)
    case 'etl-add':
      return (await import('./run-etl-add.ts')).runEtlAdd(command.arguments, context, display)
    case 'etl-import':
      return (await import('./run-etl-import.ts')).runEtlImport(command.arguments, context, display)
    case 'etl-repair':
      return (await import('./run-etl-repair.ts')).runEtlRepair(command.arguments, context, display)
  }
}
