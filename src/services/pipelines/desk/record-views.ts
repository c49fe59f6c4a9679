import { AppError } from '../../../shared/errors/app-error.ts'
import type { RecordSet } from '../records/record-set.ts'
import { RecordView } from '../records/record-view.ts'

const maxViews = 8

/** The views of records that are open, each with the records of the time it was opened: the one used longest ago goes beyond eight. */
export class RecordViews {
  /** In the order of use, the longest ago first. */
  private readonly views = new Map<string, RecordView>()

  open(viewId: string, set: RecordSet): void {
    this.views.set(viewId, new RecordView(set))
    for (const oldest of [...this.views.keys()].slice(0, Math.max(0, this.views.size - maxViews))) {
      this.views.delete(oldest)
    }
  }

  close(viewId: string): void {
    this.views.delete(viewId)
  }

  /** Throws `unknown-view`. */
  use(viewId: string): RecordView {
    const view = this.views.get(viewId)
    if (view === undefined) {
      const message = 'These records are not open any more. Open them again.'
      throw new AppError({ code: 'unknown-view', operation: 'use records', message })
    }
    this.views.delete(viewId)
    this.views.set(viewId, view)
    return view
  }
}
