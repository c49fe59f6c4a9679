import { request } from '../../../bridge/host.ts'

const askAfterMs = 120
const maxAsked = 200
const maxKept = 5000

/** When the errors of runs happened, asked for as they come into view with room for them. */
export class ErrorTickCache {
  private readonly known = new Map<number, readonly number[]>()
  private readonly wanted = new Set<number>()
  private readonly onKnown: () => void
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(onKnown: () => void) {
    this.onKnown = onKnown
  }

  get(row: number): readonly number[] | undefined {
    return this.known.get(row)
  }

  want(row: number): void {
    if (this.known.has(row) || this.wanted.has(row) || this.wanted.size >= maxAsked) return
    this.wanted.add(row)
    this.timer ??= setTimeout(() => void this.ask(), askAfterMs)
  }

  /** A run that goes on may have met more since. */
  forget(rows: readonly number[]): void {
    for (const row of rows) this.known.delete(row)
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private async ask(): Promise<void> {
    const rows = [...this.wanted]
    this.wanted.clear()
    this.timer = undefined
    try {
      const { ticks } = await request('ledger.errorTicks', { rows })
      if (this.known.size > maxKept) this.known.clear()
      for (const { row, timesMs } of ticks) this.known.set(row, timesMs)
      this.onKnown()
    } catch {
      // Bars without ticks say less, and nothing wrong; the runs themselves tell what is wrong with the ledger.
    }
  }
}
