import { Command, CommanderError } from 'commander'
import { AppError } from '../../shared/errors/app-error.ts'
import { addEtlCommand } from './etl-commands.ts'
import { addMatrixCommand } from './matrix-commands.ts'
import { addHashCommand, addReportCommand, addRunsCommand, addServeCommand, addShowCommand } from './other-commands.ts'
import type { ParsedCommand } from './parsed-command.ts'
import {
  addCompareCommand,
  addSnapshotCommand,
  addVerifyCommand,
  addWatchCommand,
  type Choose,
} from './run-commands.ts'

const nameACommand = 'Name a command: snapshot, verify, compare, watch, report, runs, etl, matrix, show, hash or serve.'
const exitStatusHelp = `
Exit status: 0 clean, 1 findings, 2 incomplete (something could not be read or written), 3 could not run, 130 interrupted.`

function createProgram(toolVersion: string, choose: Choose, writeOut: (text: string) => void): Command {
  const program = new Command('assay')
    .description('Audit what is in a folder and how it got there.')
    .version(toolVersion, '-V, --version', 'print the version')
    .addHelpText('after', exitStatusHelp)
    .exitOverride()
    // What commander would print on an error is said by the error it throws.
    .configureOutput({ writeOut, writeErr: () => undefined })
  addSnapshotCommand(program, choose)
  addVerifyCommand(program, choose)
  addCompareCommand(program, choose)
  addWatchCommand(program, choose)
  addReportCommand(program, choose)
  addRunsCommand(program, choose)
  addEtlCommand(program, choose)
  addMatrixCommand(program, choose)
  addShowCommand(program, choose)
  addHashCommand(program, choose)
  addServeCommand(program, choose)
  return program
}

/** Of a group of commands, such as `runs`, that was named alone. */
function nameACommandOf(program: Command, argv: readonly string[]): string {
  const group = program.commands.find((command) => command.name() === argv[0])
  const names = group?.commands.map((command) => command.name()) ?? []
  return names.length === 0 ? nameACommand : `Name a command of "${group?.name()}": ${names.join(', ')}.`
}

/** Commander's message as one sentence on one line, with its suggestion kept. */
function describeUsageError(error: CommanderError, program: Command, argv: readonly string[]): string {
  if (error.code === 'commander.help') return nameACommandOf(program, argv)
  const line = error.message
    .replace(/^error: /u, '')
    .replaceAll('\n', ' ')
    .trim()
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}${/[.?)]$/u.test(line) ? '' : '.'}`
}

function badUsage(message: string, cause?: unknown): AppError {
  return new AppError({ code: 'bad-usage', operation: 'read arguments', message, cause })
}

/** Reads the arguments after the program's name. Throws `bad-usage`. */
export function parseArguments(argv: readonly string[], toolVersion: string): ParsedCommand {
  let chosen: ParsedCommand | undefined
  let text = ''
  const program = createProgram(
    toolVersion,
    (command) => {
      chosen = command
    },
    (part) => {
      text += part
    },
  )
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { kind: 'text', text }
    throw badUsage(describeUsageError(error, program, argv), error)
  }
  if (chosen === undefined) throw badUsage(nameACommand)
  return chosen
}

/** Whether errors are wanted as JSON; asked before, and whether or not, the arguments make sense. */
export function isJsonWanted(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? undefined : end).includes('--json')
}
