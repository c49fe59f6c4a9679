import type { ProgressMode } from '../parse/progress-mode.ts'
import type { CliEnvironment, CliStream } from '../streams.ts'
import type { BuildDisplay } from './build-display.ts'
import { createBuildNdjson } from './build-ndjson.ts'
import { BuildBar, BuildLines } from './build-terminal.ts'

/** `auto`: a bar on a terminal, lines elsewhere. */
export function createBuildDisplay(
  mode: ProgressMode,
  stream: CliStream,
  environment: CliEnvironment,
  phaseCount: number,
): BuildDisplay {
  if (mode === 'ndjson') return createBuildNdjson(stream)
  if (mode === 'bar' || (mode === 'auto' && stream.isTty))
    return new BuildBar(stream, environment.variables, phaseCount)
  return new BuildLines(stream, mode === 'auto', phaseCount)
}
