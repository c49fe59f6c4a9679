const windowMs = 5000

interface Sample {
  readonly timeMs: number
  readonly value: number
}

/** Average rate over the last five seconds of a value that only grows. */
export class RateMeter {
  private samples: Sample[] = []

  add(timeMs: number, value: number): void {
    this.samples.push({ timeMs, value })
    // One sample older than the window stays, so that the window is always spanned.
    const second = this.samples[1]
    if (second !== undefined && timeMs - second.timeMs >= windowMs) this.samples.shift()
  }

  /** Per second; 0 until two samples with time between them are known. */
  get perSecond(): number {
    const first = this.samples[0]
    const last = this.samples.at(-1)
    if (first === undefined || last === undefined || last.timeMs <= first.timeMs) return 0
    return ((last.value - first.value) * 1000) / (last.timeMs - first.timeMs)
  }
}
