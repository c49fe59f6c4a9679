import { parentPort, workerData } from 'node:worker_threads'
import { answerCall } from './answer-call.ts'
import { BuildDesk } from './build-desk.ts'
import type { BuildWorkerData } from './build-protocol.ts'
import { endMessage, type CallRequest } from './call-protocol.ts'

const port = parentPort
if (port === null) throw new Error('build-worker runs as a worker thread only')

const data: BuildWorkerData = workerData
const desk = new BuildDesk(data)

port.on('message', (request: CallRequest | typeof endMessage) => {
  if (request === endMessage) {
    void desk.close().finally(() => port.close())
    return
  }
  void answerCall(desk.methods, request, 'builds').then((reply) => port.postMessage(reply))
})
