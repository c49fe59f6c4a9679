import { recordSource, recordTimeUs, type ProcessRecord } from '../../shared/model/process-manifest.ts'
import type { ManifestDocument } from './manifest-document.ts'

interface Latest {
  readonly record: ProcessRecord
  readonly timeUs: number
}

/** Finds the most recent record of a source; each record is looked at once, however often the manifest grows. */
export class SourceIndex {
  private latest = new Map<string, Latest>()
  private list: readonly ProcessRecord[] = []
  private countedUpTo = 0

  findLatest({ list }: ManifestDocument, sourceId: string): ProcessRecord | undefined {
    if (list !== this.list) {
      this.latest = new Map()
      this.list = list
      this.countedUpTo = 0
    }
    for (; this.countedUpTo < list.length; this.countedUpTo += 1) this.note(list[this.countedUpTo]!)
    return this.latest.get(sourceId)?.record
  }

  private note(record: ProcessRecord): void {
    const source = recordSource(record)
    if (source === null) return
    const timeUs = recordTimeUs(record)
    const known = this.latest.get(source)
    if (known === undefined || timeUs >= known.timeUs) this.latest.set(source, { record, timeUs })
  }
}
