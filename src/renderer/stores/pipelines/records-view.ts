import type { RequestChannel, RequestInput, RequestOutput } from '../../../shared/ipc/contract.ts'
import { request, RequestError, toWire } from '../../bridge/host.ts'

type ViewChannel = Exclude<Extract<RequestChannel, `records.${string}`>, 'records.open' | 'records.close'>

export function closeView(viewId: string): void {
  // The host forgets its views by itself too: a close that comes too late is no news.
  request('records.close', { viewId }).catch(() => {})
}

/** The host's view of a pipeline's records as they were when it was opened. */
export class RecordsHostView {
  private readonly pipelineId: string
  private readonly onForgotten: () => void
  private opened: Promise<string> | undefined

  constructor(pipelineId: string, onForgotten: () => void) {
    this.pipelineId = pipelineId
    this.onForgotten = onForgotten
  }

  close(): void {
    void this.opened?.then(closeView).catch(() => {})
    this.opened = undefined
  }

  /** Another view, of the records as they are now, that is asked by nobody yet. */
  async openAnew(): Promise<string> {
    return (await request('records.open', { pipelineId: this.pipelineId })).viewId
  }

  /** From now on, that view is asked. */
  change(viewId: string): void {
    this.close()
    this.opened = Promise.resolve(viewId)
  }

  async ask<C extends ViewChannel>(channel: C, input: Omit<RequestInput<C>, 'viewId'>): Promise<RequestOutput<C>> {
    const asked = this.open()
    try {
      return await askView(await asked, channel, input)
    } catch (error) {
      if (toWire(error).code !== 'unknown-view') throw error
      if (asked === this.opened) this.opened = undefined
      if (channel === 'records.query') return askView(await this.open(), channel, input)
      // A view opened anew shows nothing until it is queried, and numbers its records anew: what was asked is void.
      this.onForgotten()
      throw new RequestError({ code: 'cancelled', operation: channel, message: 'The records were opened anew.' })
    }
  }

  private open(): Promise<string> {
    this.opened ??= this.openAnew()
    const opening = this.opened
    opening.catch(() => {
      if (this.opened === opening) this.opened = undefined
    })
    return opening
  }
}

export function askView<C extends ViewChannel>(
  viewId: string,
  channel: C,
  input: Omit<RequestInput<C>, 'viewId'>,
): Promise<RequestOutput<C>> {
  // Every input of these channels is the view and what is asked of it.
  return request(channel, { ...input, viewId } as unknown as RequestInput<C>)
}
