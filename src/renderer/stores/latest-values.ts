/**
 * Hands on the newest value of each key once a moment has gone by since it last did. What is told faster than it can be
 * drawn is left out: a page that drew all of it would answer keys later and later.
 */
export class LatestValues<Value> {
  private readonly waiting = new Map<string, Value>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly restMs: number
  private readonly take: (value: Value) => void

  constructor(restMs: number, take: (value: Value) => void) {
    this.restMs = restMs
    this.take = take
  }

  offer(key: string, value: Value): void {
    this.waiting.set(key, value)
    this.timer ??= setTimeout(() => this.flush(), this.restMs)
  }

  /** Forgets what waits: something newer was taken at once. */
  drop(key: string): void {
    this.waiting.delete(key)
  }

  private flush(): void {
    this.timer = undefined
    const values = [...this.waiting.values()]
    this.waiting.clear()
    for (const value of values) this.take(value)
  }
}
