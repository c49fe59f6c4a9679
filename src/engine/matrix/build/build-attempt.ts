import { AppError } from '../../../shared/errors/app-error.ts'
import { identifyProcess } from '../../workspace/process-identity.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import type { BuildLogs } from '../staging/build-logs.ts'
import type { BuildLogLevel } from '../staging/log-line.ts'
import { builderCommand, type BuildTarget } from './builder-command.ts'
import { readBuilderMessage } from './builder-message.ts'
import type { BuildEvent } from './build-types.ts'
import { chooseLastWords } from './last-words.ts'
import type { PhaseTracker } from './phase-tracker.ts'
import { runBuilder, type BuilderEnd } from './run-builder.ts'

const lookEveryMs = 1000
const keptErrorLines = 20

const strayWarnings = {
  ended: 'The builder left processes of its own running; they were ended.',
  loose:
    'The builder left a process running that is out of reach, such as a daemon; what it prints is not heard any more.',
}

/** One run of the builder: what it says goes to the logs, and what it says of phases to the tracker. */
export class BuildAttempt {
  private readonly target: BuildTarget
  private readonly logs: BuildLogs
  private readonly tracker: PhaseTracker
  private readonly tell: (event: BuildEvent) => void
  private readonly lastErrorLines: string[] = []

  constructor(target: BuildTarget, logs: BuildLogs, tracker: PhaseTracker, tell: (event: BuildEvent) => void) {
    this.target = target
    this.logs = logs
    this.tracker = tracker
    this.tell = tell
  }

  /** Resolves when the builder ended well. Errors: `build-failed`, with its last lines of stderr as the cause; `cancelled`. */
  async run(isForced: boolean, signal: AbortSignal | undefined): Promise<void> {
    const command = builderCommand(this.target, this.tracker.phasesDone, isForced)
    this.logs.write('DEBUG', `Builder: ${JSON.stringify(command.words)} in ${command.folder}`)
    for (const [name, value] of Object.entries(command.environment)) this.logs.write('DEBUG', `${name}=${value}`)
    // Now and then: for builders that only write `_build_progress`, and for who follows the logs.
    const timer = setInterval(() => this.look(), lookEveryMs)
    const listener = {
      onStart: (processId: number) => this.rememberBuilder(processId),
      onOutput: (line: string) => this.hear(line),
      onErrorOutput: (line: string) => this.hearError(line),
    }
    const end = await runBuilder(command, listener, signal).finally(() => clearInterval(timer))
    await this.tracker.settle()
    if (end.strays !== 'none') this.say('WARNING', strayWarnings[end.strays])
    throwIfCancelled(signal, 'build')
    if (end.exitCode !== 0) throw this.describeFailure(command.words[0] ?? '', end)
  }

  /** So that the next Assay can end it, should this one be killed. */
  private rememberBuilder(processId: number): void {
    this.logs.write('DEBUG', `The builder is process ${processId}.`)
    this.logs.flush()
    void this.tracker.keep({ builder: identifyProcess(processId) }).catch(() => undefined)
  }

  private look(): void {
    this.logs.flush()
    void this.tracker.look().catch(() => undefined)
  }

  private hear(line: string): void {
    const message = readBuilderMessage(line)
    if (message.kind === 'log') return this.say(message.level, message.text)
    this.logs.write('DEBUG', line)
    if (message.kind === 'phase') this.tracker.hear(message.phase, message.isCompleted)
    else this.tracker.hearItems(message.done, message.total)
  }

  private hearError(line: string): void {
    this.lastErrorLines.push(line)
    if (this.lastErrorLines.length > keptErrorLines) this.lastErrorLines.shift()
    this.say('WARNING', line)
  }

  private say(level: BuildLogLevel, text: string): void {
    this.logs.write(level, text)
    if (level === 'WARNING' || level === 'ERROR') this.tell({ kind: 'message', level, text })
  }

  private describeFailure(program: string, end: BuilderEnd): AppError {
    const { permutationId, paths } = this.target
    const how = describeEnd(program, end)
    const last = chooseLastWords(this.lastErrorLines)
    const said = last === undefined ? '' : ` It last said: ${last}`
    const message = `The build of ${permutationId} failed ${this.tracker.whereabouts}: ${how}.${said}`
    const cause =
      this.lastErrorLines.length === 0 ? undefined : new Error(`Last of stderr:\n${this.lastErrorLines.join('\n')}`)
    return new AppError({ code: 'build-failed', operation: 'build', path: paths.folder, message, cause })
  }
}

function describeEnd(program: string, { exitCode, signal, startError }: BuilderEnd): string {
  if (startError?.code === 'ENOENT') return `there is no program ${program}, or no folder to run it in`
  if (startError !== undefined) return `${program} could not be started: ${startError.message}`
  return signal === null ? `${program} exited with status ${exitCode}` : `${program} was ended by ${signal}`
}
