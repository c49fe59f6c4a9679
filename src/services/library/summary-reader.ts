import { hasQuickSummary, readManifestSummary } from '../../engine/index.ts'
import { fromWireError } from '../../shared/errors/wire-error.ts'
import type { ManifestSummary } from '../../shared/model/manifest.ts'
import { OperationThread } from '../runs/operation-thread.ts'

const threadsAtOnce = 2

/** Reads summaries of manifests: at once where that is quick, in a thread where the whole file must be read. */
export class SummaryReader {
  private readonly waiting: (() => void)[] = []
  private threadCount = 0

  /** Errors: those of reading a manifest, `worker-failed`. */
  async read(path: string): Promise<ManifestSummary> {
    return (await hasQuickSummary(path)) ? readManifestSummary(path) : this.readAside(path)
  }

  private async readAside(path: string): Promise<ManifestSummary> {
    await this.takeTurn()
    const thread = new OperationThread({ kind: 'summarize', path }, () => undefined)
    try {
      const end = await thread.ended
      if (!end.ok) throw fromWireError(end.error)
      if (end.value.kind !== 'summary') throw new Error('a summary ended with another result')
      return end.value.summary
    } finally {
      await thread.terminate()
      this.threadCount -= 1
      this.waiting.shift()?.()
    }
  }

  private async takeTurn(): Promise<void> {
    while (this.threadCount >= threadsAtOnce) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve)
      })
    }
    this.threadCount += 1
  }
}
