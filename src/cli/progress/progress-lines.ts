import { describeError } from '../render/describe-error.ts'
import { escapeText } from '../render/escape-name.ts'
import type { CliStream } from '../streams.ts'
import { send, type ProgressDisplay } from './progress-display.ts'
import { ProgressFigures } from './progress-figures.ts'

const lineEveryMs = 5000

/** Plain lines for logs: errors and warnings as they come and, if wanted, a line every five seconds. */
export function createProgressLines(stream: CliStream, isProgressShown: boolean): ProgressDisplay {
  const figures = new ProgressFigures()
  let nextLineMs = lineEveryMs
  return {
    update(progress) {
      figures.update(progress)
      if (!isProgressShown || progress.elapsedMs < nextLineMs) return
      nextLineMs = progress.elapsedMs + lineEveryMs
      const parts = [figures.filesDone, figures.bytesDone, figures.throughput, figures.timeLeft, figures.errors]
      send(stream, `${figures.phase}: ${parts.filter((part) => part !== null).join(', ')}\n`)
    },
    showError: (error) => send(stream, `${describeError(error)}\n`),
    showWarning: (message) => send(stream, `warning: ${escapeText(message)}\n`),
    showFinding: () => undefined,
    showPipelineFindings: () => undefined,
    end: () => undefined,
  }
}
