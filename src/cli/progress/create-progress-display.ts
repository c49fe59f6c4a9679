import type { ProgressMode } from '../parse/parsed-command.ts'
import type { CliEnvironment, CliStream } from '../streams.ts'
import { createProgressBar } from './progress-bar.ts'
import type { ProgressDisplay } from './progress-display.ts'
import { createProgressLines } from './progress-lines.ts'
import { createProgressNdjson } from './progress-ndjson.ts'

/** `auto`: a bar on a terminal, a line now and then elsewhere. */
export function createProgressDisplay(
  mode: ProgressMode,
  stream: CliStream,
  environment: CliEnvironment,
): ProgressDisplay {
  if (mode === 'ndjson') return createProgressNdjson(stream)
  if (mode === 'bar' || (mode === 'auto' && stream.isTty)) return createProgressBar(stream, environment.variables)
  return createProgressLines(stream, mode === 'auto')
}
