import type { MethodTable } from '../../workers/answer-call.ts'
import type { PipelineMethods } from '../../workers/pipeline-protocol.ts'
import { copyRecords } from '../records/copy-records.ts'
import { describeRecord } from './describe-record.ts'
import type { Holdings } from './holdings.ts'
import { lookAtOne, shareFile } from './look-at-files.ts'
import { RecordViews } from './record-views.ts'

const maxCopied = 10_000

type RecordMethod = 'openRecords' | 'closeRecords' | 'query' | 'window' | 'locate' | 'detail' | 'verify' | 'copy'

export interface RecordDeskOptions {
  readonly signal: AbortSignal
  readonly newest: () => Promise<Holdings>
  /** Called when the file of a record was read. */
  readonly onVerified: () => void
}

/** Answers for the records of a folder, in views of the time they were opened. */
export class RecordDesk {
  private readonly options: RecordDeskOptions
  private readonly views = new RecordViews()

  constructor(options: RecordDeskOptions) {
    this.options = options
  }

  readonly methods: Pick<MethodTable<PipelineMethods>, RecordMethod> = {
    openRecords: async ({ viewId }) => {
      this.views.open(viewId, (await this.options.newest()).set)
      return {}
    },
    closeRecords: ({ viewId }) => {
      this.views.close(viewId)
      return {}
    },
    query: ({ viewId, query }) => this.views.use(viewId).query(query),
    window: ({ viewId, offset, limit }) => ({ rows: this.views.use(viewId).window(offset, limit) }),
    locate: ({ viewId, record }) => ({ offset: this.views.use(viewId).locate(record) }),
    detail: ({ viewId, record }) => describeRecord(this.views.use(viewId).set, record),
    verify: async ({ viewId, record }) => {
      const { set } = this.views.use(viewId)
      await lookAtOne(set, record, this.options.signal)
      shareFile(await this.options.newest(), set, record)
      this.options.onVerified()
      return describeRecord(set, record)
    },
    copy: ({ viewId, records }) => {
      const { rows, matchedCount } = this.views.use(viewId).rows(records, maxCopied)
      return { text: copyRecords(rows), copiedCount: rows.length, matchedCount }
    },
  }
}
