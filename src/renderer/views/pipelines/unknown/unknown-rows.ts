import type { UnknownFile } from '../../../../shared/ipc/pipeline-schemas.ts'
import { request } from '../../../bridge/host.ts'
import { SelectableRows } from '../../../stores/selectable-rows.ts'

/** Files no record knows, as the last check found them. */
export class UnknownRows extends SelectableRows<UnknownFile> {
  constructor(pipelineId: string) {
    super(async (offset, limit) => (await request('pipeline.unknown', { pipelineId, offset, limit })).files)
  }

  /** Another check has looked. */
  async refresh(fileCount: number): Promise<void> {
    await this.rows.replace(fileCount)
    if (this.activeOffset >= fileCount) this.select(-1)
  }
}
