import type { RequestChannel, RequestInput, RequestOutput } from '../../shared/ipc/contract.ts'
import type { ComparisonExtent } from '../../shared/ipc/comparison-schemas.ts'
import { request, toWire } from '../bridge/host.ts'

type ViewChannel = Exclude<Extract<RequestChannel, `comparison.${string}`>, 'comparison.open'>

interface OpenedView {
  readonly viewId: string
  readonly extent: ComparisonExtent
}

function closeView(viewId: string): void {
  // The host forgets its views by itself too: a close that comes too late is no news.
  request('comparison.close', { viewId }).catch(() => {})
}

/** The host's view of one run's comparison: opened, opened anew where the host has forgotten it, and closed. */
export class ComparisonHostView {
  private readonly runId: string
  private readonly onReopened: () => void
  private opened: Promise<OpenedView> | undefined

  constructor(runId: string, onReopened: () => void) {
    this.runId = runId
    this.onReopened = onReopened
  }

  /** Errors: those of `comparison.open`. */
  open(): Promise<OpenedView> {
    this.close()
    const opening = request('comparison.open', { runId: this.runId })
    this.opened = opening
    return opening
  }

  close(): void {
    void this.opened?.then(({ viewId }) => closeView(viewId)).catch(() => {})
    this.opened = undefined
  }

  async viewId(): Promise<string> {
    return (await (this.opened ?? this.open())).viewId
  }

  async ask<C extends ViewChannel>(channel: C, input: Omit<RequestInput<C>, 'viewId'>): Promise<RequestOutput<C>> {
    const asked = this.opened
    // Every input of these channels is the view and what is asked of it.
    const complete = async (): Promise<RequestInput<C>> =>
      ({ ...input, viewId: await this.viewId() }) as unknown as RequestInput<C>
    try {
      return await request(channel, await complete())
    } catch (error) {
      if (toWire(error).code !== 'unknown-view') throw error
      if (asked === this.opened) {
        await this.open()
        this.onReopened()
      }
      return request(channel, await complete())
    }
  }
}
