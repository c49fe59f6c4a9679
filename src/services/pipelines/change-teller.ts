const intervalMs = 250

/** Tells that something changed at most four times a second: at once, and once more for what came meanwhile. */
export class ChangeTeller {
  private readonly tell: (hasNewRecords: boolean) => void
  private timer: NodeJS.Timeout | undefined
  private isWaiting = false
  private hasNewRecords = false
  private isClosed = false

  constructor(tell: (hasNewRecords: boolean) => void) {
    this.tell = tell
  }

  change(hasNewRecords: boolean): void {
    if (this.isClosed) return
    this.hasNewRecords ||= hasNewRecords
    this.isWaiting = true
    if (this.timer === undefined) this.flush()
  }

  close(): void {
    this.isClosed = true
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private flush(): void {
    this.timer = undefined
    if (!this.isWaiting) return
    const { hasNewRecords } = this
    this.isWaiting = false
    this.hasNewRecords = false
    this.timer = setTimeout(() => this.flush(), intervalMs)
    this.tell(hasNewRecords)
  }
}
