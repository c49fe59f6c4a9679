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

  /** True once nobody reads any more: making more text is in vain. */
  get isClosed(): boolean {
    return this.stream.isClosed
  }

  async add(text: string): Promise<void> {
    if (this.gather(text)) await this.flush()
  }

  /** Takes a text without a wait, of which a million cost; true when it is time to flush. */
  gather(text: string): boolean {
    this.parts.push(text)
    this.length += text.length
    return this.length >= batchLength
  }

  async flush(): Promise<void> {
    const text = this.parts.join('')
    this.parts = []
    this.length = 0
    if (text !== '') await this.stream.write(text)
  }
}
