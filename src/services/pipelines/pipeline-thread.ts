import { workerUrl } from '../../engine/index.ts'
import type { AppError } from '../../shared/errors/app-error.ts'
import { RestartableThread } from '../threads/restartable-thread.ts'
import type { PipelineMethods, PipelineNews, PipelineWorkerData } from '../workers/pipeline-protocol.ts'

/** The manifests of one folder in their own thread: their records are many, and reading them takes a while. */
export class PipelineThread extends RestartableThread<PipelineMethods, PipelineNews> {
  constructor(
    workerData: () => PipelineWorkerData,
    told: { readonly onNews: (news: PipelineNews) => void; readonly onLoss: (error: AppError) => void },
  ) {
    const url = workerUrl('pipeline-worker')
    super({ url, name: 'pipeline', workerData, operation: 'read pipeline', ...told })
  }
}
