import { useEffect, useState } from 'react'
import type { RecordDetail } from '../../../../shared/ipc/pipeline-schemas.ts'
import { attempt } from '../../../stores/notices.ts'
import type { RecordsModel } from '../../../stores/pipelines/records-model.ts'

/** Asks one at a time, and of records passed by meanwhile not at all: a held arrow key asks no more than is answered. */
class DetailReader {
  private readonly model: RecordsModel
  private readonly onRead: (detail: RecordDetail) => void
  private wanted: { readonly record: number } | null = null
  private isAsking = false

  constructor(model: RecordsModel, onRead: (detail: RecordDetail) => void) {
    this.model = model
    this.onRead = onRead
  }

  want(record: number | null): void {
    this.wanted = record === null ? null : { record }
    if (!this.isAsking) attempt(() => this.read())
  }

  private async read(): Promise<void> {
    this.isAsking = true
    try {
      let asked: { readonly record: number } | null = null
      while (this.wanted !== null && asked !== this.wanted) {
        asked = this.wanted
        // oxlint-disable-next-line no-await-in-loop -- Which one is asked next depends on what is wanted by then.
        const detail = await this.model.readDetail(asked.record)
        if (this.wanted === asked) this.onRead(detail)
      }
    } finally {
      this.isAsking = false
    }
  }
}

/** The last detail stays until the next one is there, so that walking the table does not flicker. */
export function useRecordDetail(model: RecordsModel): RecordDetail | null {
  const [detail, setDetail] = useState<RecordDetail | null>(null)
  const [reader] = useState(() => new DetailReader(model, setDetail))
  const record = model.active?.record ?? null
  const { totals } = model
  useEffect(() => {
    // Asked anew, the same number may be another record, or the same one in another state.
    reader.want(totals === undefined ? null : record)
  }, [reader, record, totals])
  return record === null ? null : detail
}
