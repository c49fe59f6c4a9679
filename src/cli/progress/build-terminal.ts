import type { BuildEvent, CellBuild, TimeLeft } from '../../engine/index.ts'
import { coloursFor } from '../render/colours.ts'
import { escapeName, escapeText } from '../render/escape-name.ts'
import { formatCount, formatDuration } from '../render/quantities.ts'
import { keepEnd, textWidth } from '../render/text-width.ts'
import type { CliStream } from '../streams.ts'
import type { BuildDisplay } from './build-display.ts'
import { LineGate } from './line-gate.ts'
import { send } from './progress-display.ts'

const redrawMs = 100
const barColumns = 20
const clearLine = '\r\u001b[2K'

/** "about 2 min left, and 3 of unknown time"; null where nothing tells. */
function describeTimeLeft({ timeLeftMs, unknownCount }: TimeLeft): string | null {
  if (timeLeftMs === null) return unknownCount > 0 ? 'time left unknown' : null
  const unknown = unknownCount === 0 ? '' : `, and ${formatCount(unknownCount)} of unknown time`
  if (timeLeftMs <= 0) return `longer than expected${unknown}`
  return `about ${formatDuration(Math.ceil(timeLeftMs / 1000) * 1000)} left${unknown}`
}

function describePhase(event: Extract<BuildEvent, { kind: 'phase' }>, phaseCount: number): string {
  return `${event.phase}/${phaseCount} ${escapeText(event.name)}`
}

function describeEnd({ outcome, artifact, error }: CellBuild): string {
  if (artifact !== null) return `built in ${formatDuration(artifact.durationMs)}`
  if (outcome === 'stopped') return 'stopped'
  if (outcome === 'found') return 'built meanwhile by another process'
  return `${outcome === 'held' ? 'not built' : 'failed'}: ${escapeText(error?.message ?? '')}`
}

/** Plain lines for logs: what begins, each phase, and what ended. */
export class BuildLines implements BuildDisplay {
  private readonly gate: LineGate
  private readonly isShown: boolean
  private readonly phaseCount: number
  private totalCount = 0
  private endedCount = 0

  constructor(stream: CliStream, isShown: boolean, phaseCount: number) {
    this.gate = new LineGate(
      stream,
      (count) => `${formatCount(count)} lines of builders left out; the logs have them\n`,
    )
    this.isShown = isShown
    this.phaseCount = phaseCount
  }

  begin(totalCount: number, timeLeft: TimeLeft): void {
    this.totalCount = totalCount
    const left = describeTimeLeft(timeLeft)
    if (totalCount > 0) this.print(`${formatCount(totalCount)} to build${left === null ? '' : `, ${left}`}`)
  }

  update(permutationId: string, event: BuildEvent): void {
    const id = escapeName(permutationId)
    if (event.kind === 'started' && event.attempt > 1) this.print(`${id}: goes on, attempt ${event.attempt}`)
    if (event.kind === 'phase' && !event.isCompleted) this.print(`${id}: ${describePhase(event, this.phaseCount)}`)
    if (event.kind !== 'message' || !this.isShown) return
    this.gate.offer(`${id}: ${event.level.toLowerCase()}: ${escapeText(event.text)}\n`)
  }

  endBuild(build: CellBuild, timeLeft: TimeLeft): void {
    this.endedCount += 1
    const left = describeTimeLeft(timeLeft)
    const rest = this.endedCount < this.totalCount && left !== null ? `, ${left}` : ''
    const counts = `${formatCount(this.endedCount)}/${formatCount(this.totalCount)}${rest}`
    this.print(`${escapeName(build.permutation.permutationId)}: ${describeEnd(build)} (${counts})`)
  }

  end(): void {
    // Every line is whole: there is nothing to take away.
  }

  private print(text: string): void {
    if (this.isShown) this.gate.send(`${text}\n`)
  }
}

/** One line at the end of a terminal: how many are done, what goes on, and the time left; and a line for each that failed. */
export class BuildBar implements BuildDisplay {
  private readonly stream: CliStream
  private readonly variables: NodeJS.ProcessEnv
  private readonly phaseCount: number
  private readonly running = new Map<string, string>()
  private readonly timer: NodeJS.Timeout
  private totalCount = 0
  private endedCount = 0
  private failedCount = 0
  private timeLeft: { readonly value: TimeLeft; readonly atMs: number } | undefined

  constructor(stream: CliStream, variables: NodeJS.ProcessEnv, phaseCount: number) {
    this.stream = stream
    this.variables = variables
    this.phaseCount = phaseCount
    this.timer = setInterval(() => this.draw(), redrawMs)
    this.timer.unref()
  }

  begin(totalCount: number, timeLeft: TimeLeft): void {
    this.totalCount = totalCount
    this.timeLeft = { value: timeLeft, atMs: performance.now() }
  }

  update(permutationId: string, event: BuildEvent): void {
    if (event.kind === 'started') this.running.set(permutationId, 'starting')
    if (event.kind === 'phase') this.running.set(permutationId, describePhase(event, this.phaseCount))
    if (event.kind === 'finishing') this.running.set(permutationId, 'finishing')
  }

  endBuild(build: CellBuild, timeLeft: TimeLeft): void {
    const { permutationId } = build.permutation
    this.endedCount += 1
    this.timeLeft = { value: timeLeft, atMs: performance.now() }
    this.running.delete(permutationId)
    if (build.outcome !== 'failed' && build.outcome !== 'held') return
    this.failedCount += 1
    const text = `${escapeName(permutationId)}: ${describeEnd(build)}`
    send(this.stream, `${clearLine}${coloursFor(this.stream, this.variables).red(text)}\n`)
  }

  end(): void {
    clearInterval(this.timer)
    send(this.stream, clearLine)
  }

  private draw(): void {
    if (this.totalCount === 0) return
    const filled = Math.floor((this.endedCount / this.totalCount) * barColumns)
    const bar = `${'█'.repeat(filled)}${'░'.repeat(barColumns - filled)}`
    const parts = [
      bar,
      `${formatCount(this.endedCount)}/${formatCount(this.totalCount)}`,
      this.failedCount === 0 ? null : `${formatCount(this.failedCount)} failed`,
      this.describeLeft(),
      ...[...this.running].map(([id, phase]) => `${escapeName(id)} ${phase}`),
    ]
    // The last column stays free: a full line makes some terminals wrap.
    const room = this.stream.columns - 1
    let line = 'Building'
    for (const part of parts) if (part !== null && textWidth(line) + 2 + textWidth(part) <= room) line += `  ${part}`
    send(this.stream, `${clearLine}${coloursFor(this.stream, this.variables).dim(keepEnd(line, room))}`)
  }

  private describeLeft(): string | null {
    if (this.timeLeft === undefined) return null
    const { value, atMs } = this.timeLeft
    const timeLeftMs = value.timeLeftMs === null ? null : Math.max(0, value.timeLeftMs - (performance.now() - atMs))
    return describeTimeLeft({ ...value, timeLeftMs })
  }
}
