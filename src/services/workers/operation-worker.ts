import { parentPort, workerData } from 'node:worker_threads'
import {
  checkManifestSeal,
  PauseGate,
  snapshotFolder,
  verifyFolder,
  type FindingList,
  type RunControl,
} from '../../engine/index.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import { windowOf } from '../runs/finding-window.ts'
import type {
  FindingsQuery,
  FindingsWindow,
  OperationCommand,
  OperationReport,
  OperationRequest,
  OperationValue,
} from './operation-protocol.ts'
import { OperationReporter } from './operation-reporter.ts'

// Electron's threads read users' *.asar files as folders otherwise.
Object.assign(process, { noAsar: true })

const port = parentPort
if (port === null) throw new Error('operation-worker runs as a worker thread only')

function send(report: OperationReport): void {
  port?.postMessage(report)
}

const cancelling = new AbortController()
const pause = new PauseGate()
const reporter = new OperationReporter(send)
let ended: FindingList | undefined
let lastSelection: { readonly key: string; readonly indexes: Uint32Array } | undefined

async function operate(request: OperationRequest, control: RunControl): Promise<OperationValue> {
  if (request.kind === 'snapshot') return snapshotFolder(request.options, control)
  if (request.kind === 'check-seal') return { kind: 'seal', seal: await checkManifestSeal(request.path, control) }
  const { result, findings } = await verifyFolder(request.options, control)
  ended = findings
  return result
}

function find(query: FindingsQuery): FindingsWindow {
  if (ended === undefined) return windowOf(reporter.findings, query)
  const key = JSON.stringify([query.verdicts, query.search])
  if (lastSelection?.key !== key) {
    lastSelection = { key, indexes: ended.select({ verdicts: [...query.verdicts], search: query.search }) }
  }
  const { indexes } = lastSelection
  const list = ended
  const findings = Array.from(indexes.subarray(query.offset, query.offset + query.limit), (index) => list.at(index))
  return { total: indexes.length, findings }
}

function obey(command: OperationCommand): void {
  if (command.type === 'pause') pause.pause()
  if (command.type === 'resume') pause.resume()
  if (command.type === 'find') {
    send({ type: 'found', requestId: command.requestId, window: find(command.query) })
  }
  if (command.type === 'cancel') {
    cancelling.abort()
    // A paused run must wake up to notice.
    pause.resume()
  }
}

port.on('message', (command: OperationCommand) => obey(command))
const request: OperationRequest = workerData
try {
  const value = await operate(request, reporter.control(cancelling.signal, pause))
  reporter.flush()
  reporter.findings.length = 0
  send({ type: 'ended', value })
} catch (error) {
  reporter.flush()
  send({ type: 'failed', error: toWireError(error, request.kind) })
}
