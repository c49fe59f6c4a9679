/** How long nothing may happen before a look, and how long it may go on happening without one. */
const quietMs = 200
const patienceMs = 2000
/** Looks that nothing asked for: rare where the system tells of changes, frequent where it does not. */
const unaskedMs = { watching: 60_000, polling: 5000, absent: 1000 } as const
/** Of its time a watch spends at most this share looking, when asked and when not. */
const costFactors = { asked: 2, unasked: 20 } as const

export type WatchMood = keyof typeof unaskedMs

/** When to look next. All times in milliseconds of one clock. */
export class RescanClock {
  private firstHintMs: number | undefined
  private lastHintMs = 0
  private endedMs = 0
  private costMs = 0

  get isHinted(): boolean {
    return this.firstHintMs !== undefined
  }

  hint(nowMs: number): void {
    this.firstHintMs ??= nowMs
    this.lastHintMs = nowMs
  }

  /** A look begins: it sees all that was hinted at before. */
  begin(): void {
    this.firstHintMs = undefined
  }

  end(nowMs: number, costMs: number): void {
    this.endedMs = nowMs
    this.costMs = costMs
  }

  /** How long to wait from `nowMs`; 0 when it is time. */
  waitMs(nowMs: number, mood: WatchMood): number {
    const unasked = this.endedMs + Math.max(unaskedMs[mood], mood === 'absent' ? 0 : this.costMs * costFactors.unasked)
    if (this.firstHintMs === undefined || mood === 'absent') return Math.max(0, unasked - nowMs)
    const asked = Math.min(this.lastHintMs + quietMs, this.firstHintMs + patienceMs)
    const rested = this.endedMs + this.costMs * costFactors.asked
    return Math.max(0, Math.min(unasked, Math.max(asked, rested)) - nowMs)
  }
}
