import { useEffect, useState } from 'react'
import type { ComparisonDetail } from '../../../../shared/ipc/comparison-schemas.ts'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'

/** Asks one at a time, and of rows passed by meanwhile not at all: a held arrow key asks no more than is answered. */
class DetailReader {
  private readonly model: ComparisonModel
  private readonly onRead: (detail: ComparisonDetail) => void
  private wanted: number | null = null
  private isAsking = false

  constructor(model: ComparisonModel, onRead: (detail: ComparisonDetail) => void) {
    this.model = model
    this.onRead = onRead
  }

  want(row: number | null): void {
    this.wanted = row
    if (!this.isAsking) attempt(() => this.read())
  }

  private async read(): Promise<void> {
    this.isAsking = true
    try {
      for (let row = this.wanted; row !== null; row = this.wanted === row ? null : this.wanted) {
        const detail = await this.model.view.ask('comparison.detail', { row })
        if (this.wanted === row) this.onRead(detail)
      }
    } finally {
      this.isAsking = false
    }
  }
}

/** The last detail stays until the next one is there, so that walking the table does not flicker. */
export function useDetail(model: ComparisonModel, row: number | null): ComparisonDetail | null {
  const [detail, setDetail] = useState<ComparisonDetail | null>(null)
  const [reader] = useState(() => new DetailReader(model, setDetail))
  const { extent } = model
  useEffect(() => {
    // A comparison opened anew has other answers to the same number.
    reader.want(extent === undefined ? null : row)
  }, [reader, row, extent])
  return row === null ? null : detail
}
