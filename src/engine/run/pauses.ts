const pauseEveryMs = 50

/** For long synchronous work: Ctrl+C and other callers are heard only between two turns of the event loop. */
export class Pauses {
  private sinceMs = performance.now()

  get isDue(): boolean {
    return performance.now() - this.sinceMs > pauseEveryMs
  }

  async take(): Promise<void> {
    await new Promise(setImmediate)
    this.sinceMs = performance.now()
  }
}
