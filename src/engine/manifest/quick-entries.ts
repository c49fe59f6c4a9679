import type { EntryCollector } from './entry-collector.ts'
import { EntryObjectScanner } from './entry-object-scanner.ts'
import type { QuickTaker } from './json-document.ts'

/** Hands entries without oddities straight to a collector. */
export class QuickEntries implements QuickTaker {
  private readonly collector: EntryCollector
  private readonly scanner = new EntryObjectScanner()

  constructor(collector: EntryCollector) {
    this.collector = collector
  }

  get newlineCount(): number {
    return this.scanner.newlineCount
  }

  take(chunk: Buffer, at: number): number {
    const end = this.scanner.scan(chunk, at, this.collector.builder)
    if (end >= 0) this.collector.noteAppended()
    return end
  }
}
