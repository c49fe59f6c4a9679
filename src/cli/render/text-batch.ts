import type { CliStream } from '../streams.ts'

const batchLength = 64 * 1024

/** Gathers small texts into writes of about 64 KiB. */
export class TextBatch {
  private readonly stream: CliStream
  private parts: string[] = []
  private length = 0

  constructor(stream: CliStream) {
    this.stream = stream
  }

  async add(text: string): Promise<void> {
    this.parts.push(text)
    this.length += text.length
    if (this.length >= batchLength) await this.flush()
  }

  async flush(): Promise<void> {
    const text = this.parts.join('')
    this.parts = []
    this.length = 0
    if (text !== '') await this.stream.write(text)
  }
}
