import type { RequestChannel, RequestInput, RequestOutput } from '../../shared/ipc/contract.ts'
import { request, toWire } from '../bridge/host.ts'

type ViewChannel = Exclude<Extract<RequestChannel, `events.${string}`>, 'events.open' | 'events.close'>

/** The host's view of the events of a run: opened when it is first asked, and anew where the host has forgotten it. */
export class EventsHostView {
  private readonly runId: string
  private readonly onReopened: () => void
  private opened: Promise<string> | undefined

  constructor(runId: string, onReopened: () => void) {
    this.runId = runId
    this.onReopened = onReopened
  }

  close(): void {
    // The host forgets its views by itself too: a close that comes too late is no news.
    void this.opened?.then((viewId) => request('events.close', { viewId })).catch(() => {})
    this.opened = undefined
  }

  async ask<C extends ViewChannel>(channel: C, input: Omit<RequestInput<C>, 'viewId'>): Promise<RequestOutput<C>> {
    const asked = this.open()
    // Every input of these channels is the view and what is asked of it.
    const complete = async (view: Promise<string>): Promise<RequestInput<C>> =>
      ({ ...input, viewId: await view }) as unknown as RequestInput<C>
    try {
      return await request(channel, await complete(asked))
    } catch (error) {
      if (toWire(error).code !== 'unknown-view') throw error
      if (asked === this.opened) {
        this.opened = undefined
        // A view opened anew shows nothing until it is queried.
        if (channel !== 'events.query') this.onReopened()
      }
      return request(channel, await complete(this.open()))
    }
  }

  private open(): Promise<string> {
    this.opened ??= request('events.open', { runId: this.runId }).then(({ viewId }) => viewId)
    const opening = this.opened
    opening.catch(() => {
      if (this.opened === opening) this.opened = undefined
    })
    return opening
  }
}
