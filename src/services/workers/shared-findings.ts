import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import type { ReportFindings } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Finding } from '../../shared/model/verdict.ts'

const batchSize = 500
/** The other thread may be answering a window, or sorting a million rows, before it gets to this. */
const patienceMs = 60_000

/** The line between the thread that has findings and one that makes a report of them: batches, and a counter to wait on. */
export interface FindingsLine {
  readonly port: MessagePort
  readonly turn: SharedArrayBuffer
}

/** Hands out findings in batches to the other end of the line, until that end is closed. */
export function serveFindings(findings: ReportFindings, { port, turn }: FindingsLine): void {
  const counter = new Int32Array(turn)
  port.on('message', (start: number) => {
    const size = Math.max(0, Math.min(batchSize, findings.length - start))
    port.postMessage(Array.from({ length: size }, (_, i) => findings.at(start + i)))
    // The message is in the other end's queue before its thread wakes up.
    Atomics.add(counter, 0, 1)
    Atomics.notify(counter, 0)
  })
}

/** Findings that another thread has, read in batches as a report asks for them: it may ask for any, and at once. */
export class SharedFindings implements ReportFindings {
  readonly length: number
  private readonly line: FindingsLine
  private batch: readonly Finding[] = []
  private batchStart = 0

  constructor(length: number, line: FindingsLine) {
    this.length = length
    this.line = line
  }

  /** Errors: `worker-failed` when the other thread is gone. Throws a RangeError past the end. */
  at(index: number): Finding {
    if (index < 0 || index >= this.length) throw new RangeError(`There is no finding ${index} of ${this.length}`)
    const known = this.batch[index - this.batchStart]
    if (known !== undefined) return known
    this.load(index - (index % batchSize))
    return this.at(index)
  }

  private load(start: number): void {
    const { port, turn } = this.line
    const counter = new Int32Array(turn)
    const before = Atomics.load(counter, 0)
    port.postMessage(start)
    Atomics.wait(counter, 0, before, patienceMs)
    const answer: { readonly message: readonly Finding[] } | undefined = receiveMessageOnPort(port)
    if (answer === undefined || answer.message.length === 0) {
      const message = 'The comparison was let go while its report was made. Open it and export it again.'
      throw new AppError({ code: 'worker-failed', operation: 'make report', message })
    }
    this.batch = answer.message
    this.batchStart = start
  }
}
