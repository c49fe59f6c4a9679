import type { UnknownFile } from '../../../../shared/ipc/pipeline-schemas.ts'
import { request } from '../../../bridge/host.ts'
import { SelectableRows } from '../../../stores/selectable-rows.ts'

/** Files no record knows, as the last check found them. */
export class UnknownRows extends SelectableRows<UnknownFile> {
  private shown = ''

  constructor(pipelineId: string) {
    super(async (offset, limit) => (await request('pipeline.unknown', { pipelineId, offset, limit })).files)
  }

  /** Takes in what a check found, unless it is what is shown already. */
  async refresh(fileCount: number, copyCount: number, finishedMs: number | null): Promise<void> {
    // Which of them are copies changes with the records too, and with that their order.
    const found = `${finishedMs} ${fileCount} ${copyCount}`
    if (this.shown === found) return
    this.shown = found
    await this.rows.replace(fileCount)
    if (this.activeOffset >= fileCount) this.select(-1)
  }
}
