import { readRunRecords, type RunRecordCache } from '../../engine/index.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'

/** The runs on record, of every process of this workspace, newest first. */
export class RunHistory {
  private readonly workspace: string
  private readonly cache: RunRecordCache = new Map()

  constructor(workspace: string) {
    this.workspace = workspace
  }

  read(): Promise<RunRecord[]> {
    return readRunRecords(this.workspace, this.cache)
  }
}
