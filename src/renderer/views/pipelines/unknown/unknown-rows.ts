import type { UnknownFile } from '../../../../shared/ipc/pipeline-schemas.ts'
import { request } from '../../../bridge/host.ts'
import { SelectableRows } from '../../../stores/selectable-rows.ts'

/** Files no record knows, as the last check found them. */
export class UnknownRows extends SelectableRows<UnknownFile> {
  private shownMs: number | null | undefined

  constructor(pipelineId: string) {
    super(async (offset, limit) => (await request('pipeline.unknown', { pipelineId, offset, limit })).files)
  }

  /** Takes in what a check found, unless it is what is shown already. */
  async refresh(fileCount: number, finishedMs: number | null): Promise<void> {
    if (this.shownMs === finishedMs && this.rows.rowCount === fileCount) return
    this.shownMs = finishedMs
    await this.rows.replace(fileCount)
    if (this.activeOffset >= fileCount) this.select(-1)
  }
}
