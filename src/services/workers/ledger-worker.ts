import { parentPort, workerData } from 'node:worker_threads'
import { answerCall } from './answer-call.ts'
import { endMessage, type CallRequest } from './call-protocol.ts'
import { LedgerDesk } from './ledger-desk.ts'
import type { LedgerWorkerData } from './ledger-protocol.ts'

const port = parentPort
if (port === null) throw new Error('ledger-worker runs as a worker thread only')

const { workspace }: LedgerWorkerData = workerData
const desk = new LedgerDesk(workspace)

port.on('message', (request: CallRequest | typeof endMessage) => {
  if (request === endMessage) {
    void desk.close().finally(() => port.close())
    return
  }
  void answerCall(desk.methods, request, 'ledger').then((reply) => port.postMessage(reply))
})
