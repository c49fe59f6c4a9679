import { parentPort, workerData } from 'node:worker_threads'
import { answerCall } from './answer-call.ts'
import { endMessage, type CallRequest } from './call-protocol.ts'
import { MatrixDesk } from './matrix-desk.ts'
import type { MatrixWorkerData } from './matrix-protocol.ts'

const port = parentPort
if (port === null) throw new Error('matrix-worker runs as a worker thread only')

const data: MatrixWorkerData = workerData
const desk = new MatrixDesk(data, (news) => port.postMessage({ news }))

port.on('message', (request: CallRequest | typeof endMessage) => {
  if (request === endMessage) {
    void desk.close().finally(() => port.close())
    return
  }
  void answerCall(desk.methods, request, 'matrix').then((reply) => port.postMessage(reply))
})
