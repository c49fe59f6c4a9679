import { coloursFor } from '../render/colours.ts'
import { describeError } from '../render/describe-error.ts'
import { escapeName, escapeText } from '../render/escape-name.ts'
import { formatCounted } from '../render/quantities.ts'
import { keepEnd, textWidth } from '../render/text-width.ts'
import type { CliStream } from '../streams.ts'
import { send, type ProgressDisplay } from './progress-display.ts'
import { ProgressFigures } from './progress-figures.ts'

const redrawMs = 100
const barColumns = 20
const leastPathColumns = 12
const clearLine = '\r\u001b[2K'
const spinnerFrames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

function drawBar(fractionDone: number): string {
  const filled = Math.floor(fractionDone * barColumns)
  return `${'█'.repeat(filled)}${'░'.repeat(barColumns - filled)} ${String(Math.floor(fractionDone * 100)).padStart(3)}%`
}

/** One line that fits the width: as many parts as there is room for, the most telling first, the path in what remains. */
export function renderProgressLine(
  figures: ProgressFigures,
  findingCount: number,
  frame: number,
  columns: number,
): string {
  const { fractionDone } = figures
  const spinner = spinnerFrames[frame % spinnerFrames.length] ?? ''
  const parts = [
    fractionDone === null ? spinner : drawBar(fractionDone),
    figures.filesDone,
    figures.timeLeft,
    figures.throughput,
    figures.errors,
    findingCount === 0 ? null : formatCounted(findingCount, 'finding'),
    figures.bytesDone,
  ]
  // The last column stays free: a full line makes some terminals wrap.
  const room = columns - 1
  let line = figures.phase
  for (const part of parts) {
    if (part !== null && textWidth(line) + 2 + textWidth(part) <= room) line += `  ${part}`
  }
  const pathColumns = room - textWidth(line) - 2
  const path = escapeName(figures.currentPath)
  if (path !== '' && pathColumns >= leastPathColumns) line += `  ${keepEnd(path, pathColumns)}`
  return keepEnd(line, room)
}

class ProgressBar implements ProgressDisplay {
  private readonly stream: CliStream
  private readonly variables: NodeJS.ProcessEnv
  private readonly figures = new ProgressFigures()
  private readonly timer: NodeJS.Timeout
  private frame = 0
  private findingCount = 0

  constructor(stream: CliStream, variables: NodeJS.ProcessEnv) {
    this.stream = stream
    this.variables = variables
    this.draw()
    this.timer = setInterval(() => this.draw(), redrawMs)
    this.timer.unref()
  }

  update(progress: Parameters<ProgressDisplay['update']>[0]): void {
    this.figures.update(progress)
  }

  showError(error: Parameters<ProgressDisplay['showError']>[0]): void {
    this.print(coloursFor(this.stream, this.variables).red(describeError(error)))
  }

  showWarning(message: string): void {
    this.print(coloursFor(this.stream, this.variables).yellow(`warning: ${escapeText(message)}`))
  }

  showFinding(): void {
    this.findingCount += 1
  }

  showPipelineFindings({ length }: { readonly length: number }): void {
    this.findingCount += length
  }

  end(): void {
    clearInterval(this.timer)
    send(this.stream, clearLine)
  }

  private print(line: string): void {
    send(this.stream, `${clearLine}${line}\n`)
    this.draw()
  }

  private draw(): void {
    const colours = coloursFor(this.stream, this.variables)
    const line = renderProgressLine(this.figures, this.findingCount, this.frame, this.stream.columns)
    this.frame += 1
    send(this.stream, `${clearLine}${colours.dim(line)}`)
  }
}

/** A bar on the last line of a terminal, redrawn about ten times a second, taken away at the end. */
export function createProgressBar(stream: CliStream, variables: NodeJS.ProcessEnv): ProgressDisplay {
  return new ProgressBar(stream, variables)
}
