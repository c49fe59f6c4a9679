import type { CliStream } from '../streams.ts'

const maxWaitingLength = 4 * 1024 * 1024

/**
 * Lines for a reader that may be slow: of what a builder says only so much waits for it in memory. What comes beyond is left
 * out and counted, because the logs of the build have all of it.
 */
export class LineGate {
  private readonly stream: CliStream
  private readonly tellLeftOut: (count: number) => string
  private waitingLength = 0
  private leftOutCount = 0

  constructor(stream: CliStream, tellLeftOut: (count: number) => string) {
    this.stream = stream
    this.tellLeftOut = tellLeftOut
  }

  /** Writes a line in any case. */
  send(line: string): void {
    this.waitingLength += line.length
    const settle = (): void => this.settle(line.length)
    this.stream.write(line).then(settle, settle)
  }

  /** Writes a line, or leaves it out while too much waits. */
  offer(line: string): void {
    if (this.waitingLength < maxWaitingLength) this.send(line)
    else this.leftOutCount += 1
  }

  private settle(length: number): void {
    this.waitingLength -= length
    if (this.leftOutCount === 0 || this.waitingLength > 0) return
    const count = this.leftOutCount
    this.leftOutCount = 0
    this.send(this.tellLeftOut(count))
  }
}
