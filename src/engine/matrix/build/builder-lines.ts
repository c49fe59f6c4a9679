const carriageReturn = 0x0d
const newline = 0x0a
const maxLineBytes = 64 * 1024

/**
 * Cuts what a builder prints into lines, with bounded memory: of a very long one the first 64 KiB are kept. A carriage
 * return ends a line too, because progress bars draw over themselves.
 */
export class BuilderLines {
  private readonly onLine: (line: string) => void
  private kept: Buffer[] = []
  private keptBytes = 0
  private droppedBytes = 0

  constructor(onLine: (line: string) => void) {
    this.onLine = onLine
  }

  push(chunk: Buffer): void {
    let start = 0
    for (let at = 0; at < chunk.length; at += 1) {
      if (chunk[at] !== newline && chunk[at] !== carriageReturn) continue
      this.keep(chunk.subarray(start, at))
      this.emit()
      start = at + 1
    }
    this.keep(chunk.subarray(start))
  }

  /** A last line without an end is one too. */
  end(): void {
    this.emit()
  }

  private keep(part: Buffer): void {
    if (part.length === 0) return
    const taken = part.subarray(0, Math.max(0, maxLineBytes - this.keptBytes))
    // A copy, so that a short rest does not hold its whole chunk.
    if (taken.length > 0) this.kept.push(Buffer.from(taken))
    this.keptBytes += taken.length
    this.droppedBytes += part.length - taken.length
  }

  private emit(): void {
    if (this.keptBytes === 0) return
    const rest = this.droppedBytes === 0 ? '' : `… ${this.droppedBytes} more bytes`
    const line = `${Buffer.concat(this.kept).toString('utf8')}${rest}`
    this.kept = []
    this.keptBytes = 0
    this.droppedBytes = 0
    this.onLine(line)
  }
}
