import type { PipelineFinding } from '../../engine/index.ts'
import type { ScanError, ScanProgress } from '../../shared/model/run.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import type { CliStream } from '../streams.ts'

/** What a person or a program sees of a run while it runs, on stderr. */
export interface ProgressDisplay {
  update(progress: ScanProgress): void
  showError(error: ScanError): void
  showWarning(message: string): void
  showFinding(finding: Finding): void
  showPipelineFindings(findings: readonly PipelineFinding[]): void
  /** Takes away what was drawn. */
  end(): void
}

/** Sends a text without waiting: progress that cannot be shown is no reason to stop the work. */
export function send(stream: CliStream, text: string): void {
  stream.write(text).catch(() => undefined)
}
