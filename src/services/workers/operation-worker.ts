import { parentPort, workerData } from 'node:worker_threads'
import {
  checkManifestSeal,
  comparisonOfFindings,
  compareSides,
  PauseGate,
  readManifestSummary,
  readRunFindings,
  snapshotFolder,
  verifyFolder,
  watchFolder,
  type RunControl,
  type WatchOutcome,
} from '../../engine/index.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import { answerCall } from './answer-call.ts'
import { ComparisonDesk } from './comparison-desk.ts'
import { makeReport } from './make-report.ts'
import type { OperationCommand, OperationReport, OperationRequest, OperationValue } from './operation-protocol.ts'
import { OperationReporter } from './operation-reporter.ts'
import { repeatActivity } from './repeat-activity.ts'

// Electron's threads read users' *.asar files as folders otherwise.
Object.assign(process, { noAsar: true })

const port = parentPort
if (port === null) throw new Error('operation-worker runs as a worker thread only')

function send(report: OperationReport): void {
  const isPage = report.type === 'ended' && report.value.kind === 'page'
  port?.postMessage(report, isPage ? [report.value.bytes.buffer] : [])
}

const cancelling = new AbortController()
const pause = new PauseGate()
const reporter = new OperationReporter(send)
const desk = new ComparisonDesk()

type ComparingRequest = Extract<OperationRequest, { kind: 'verify' | 'compare' }>

async function operate(request: OperationRequest, control: RunControl): Promise<OperationValue> {
  switch (request.kind) {
    case 'snapshot':
      return snapshotFolder(request.options, control)
    case 'check-seal':
      return { kind: 'seal', seal: await checkManifestSeal(request.path, control) }
    case 'summarize':
      return { kind: 'summary', summary: await readManifestSummary(request.path) }
    case 'report':
      return makeReport(request.job, cancelling.signal)
    case 'watch':
      return watch(request, control)
    case 'recall':
      return recall(request)
    case 'activity':
      await repeatActivity(request, { ...control, onStart: (runId) => send({ type: 'begun', runId }) })
      return { kind: 'activity' }
    default:
      return compare(request, control)
  }
}

/** Keeps the comparison after the end, whole or as far as it had come, to answer for it. */
async function compare(request: ComparingRequest, control: RunControl): Promise<OperationValue> {
  const { isStrict } = request.options
  const found = reporter.findings
  desk.follow(found, isStrict)
  try {
    const work =
      request.kind === 'verify' ? verifyFolder(request.options, control) : compareSides(request.options, control)
    const { result, comparison } = await work
    desk.keep('whole', () => comparison)
    reporter.forgetFindings()
    return result
  } catch (error) {
    desk.keep('recorded-findings', () => comparisonOfFindings(found, isStrict))
    throw error
  }
}

/** Answers for the newest comparison; views of an older one stay as they are until they are closed. */
async function watch(
  request: Extract<OperationRequest, { kind: 'watch' }>,
  control: RunControl,
): Promise<OperationValue> {
  let newest: WatchOutcome | undefined
  let isCompared = false
  desk.follow([], request.options.isStrict)
  const { result } = await watchFolder(request.options, {
    ...control,
    onCompared: (outcome) => {
      newest = outcome
      isCompared = true
      desk.keep('whole', () => outcome.comparison)
    },
    onWatch: (state) => {
      const { counts = {}, findingCount = 0 } = newest?.result ?? {}
      send({ type: 'watched', state, counts, findingCount, isCompared })
      isCompared = false
    },
  })
  return result
}

async function recall(request: Extract<OperationRequest, { kind: 'recall' }>): Promise<OperationValue> {
  const findings = await readRunFindings(request.workspace, request.runId)
  desk.keep('recorded-findings', () => comparisonOfFindings(findings, request.isStrict))
  return { kind: 'recalled', findingCount: findings.length }
}

function obey(command: OperationCommand): void {
  if (command.type === 'pause') pause.pause()
  if (command.type === 'resume') pause.resume()
  if (command.type === 'call') {
    void answerCall(desk.methods, command.request, 'comparison').then((reply) => send({ type: 'reply', reply }))
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
  send({ type: 'ended', value })
} catch (error) {
  reporter.flush()
  send({ type: 'failed', error: toWireError(error, request.kind) })
}
