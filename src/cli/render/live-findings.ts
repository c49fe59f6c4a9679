import type { PipelineFinding } from '../../engine/index.ts'
import type { CliStreams } from '../streams.ts'
import { coloursFor, type Colours } from './colours.ts'
import { renderPipelineFinding } from './etl-check-text.ts'
import { TextBatch } from './text-batch.ts'

const clearLine = '\r\u001b[2K'

/** Shows the findings of a check on a terminal as they are found, above the progress. */
export class LiveFindings {
  private readonly streams: CliStreams
  private readonly colours: Colours
  private waiting: PipelineFinding[] = []
  private isWriting = false
  private writing: Promise<void> | undefined
  private failure: unknown

  constructor(streams: CliStreams, variables: NodeJS.ProcessEnv) {
    this.streams = streams
    this.colours = coloursFor(streams.stdout, variables)
  }

  /** Does not wait: a slow terminal is no reason to stop the check. */
  take(findings: readonly PipelineFinding[]): void {
    for (const finding of findings) this.waiting.push(finding)
    if (this.isWriting) return
    this.isWriting = true
    this.writing = this.write()
  }

  /** Resolves once all that was taken is shown. Errors: `write-failed`. */
  async settle(): Promise<void> {
    await this.writing
    if (this.failure !== undefined) throw this.failure
  }

  /** Says in the same turn that it has ended as it finds nothing more, so that what comes next starts it anew. */
  private async write(): Promise<void> {
    try {
      while (this.waiting.length > 0 && !this.streams.stdout.isClosed) {
        const findings = this.waiting
        this.waiting = []
        await this.writeBatch(findings)
      }
    } catch (error) {
      this.failure = error
    } finally {
      this.isWriting = false
    }
  }

  private async writeBatch(findings: readonly PipelineFinding[]): Promise<void> {
    const { stdout, stderr } = this.streams
    const batch = new TextBatch(stdout)
    // The line of the progress, where there is one, is drawn again below.
    if (stderr.isTty) await batch.add(clearLine)
    for (const finding of findings) {
      if (batch.gather(renderPipelineFinding(finding, this.colours))) await batch.flush()
    }
    await batch.flush()
  }
}
