import { parentPort, workerData } from 'node:worker_threads'
import { PipelineDesk } from '../pipelines/desk/pipeline-desk.ts'
import { answerCall } from './answer-call.ts'
import { endMessage, type CallRequest } from './call-protocol.ts'
import type { PipelineNews, PipelineWorkerData } from './pipeline-protocol.ts'

// Electron's threads read users' *.asar files as folders otherwise.
Object.assign(process, { noAsar: true })

const port = parentPort
if (port === null) throw new Error('pipeline-worker runs as a worker thread only')

const data: PipelineWorkerData = workerData
const desk = new PipelineDesk(data, (news: PipelineNews) => port.postMessage({ news }))

port.on('message', (request: CallRequest | typeof endMessage) => {
  if (request === endMessage) {
    void desk.close().finally(() => port.close())
    return
  }
  void answerCall(desk.methods, request, 'pipeline').then((reply) => port.postMessage(reply))
})
