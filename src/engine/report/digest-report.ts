import { createHash } from 'node:crypto'
import { setImmediate as yieldToLoop } from 'node:timers/promises'
import { SealBuilder } from '../manifest/seal.ts'
import { throwIfCancelled } from '../run/run-control.ts'
import { errorLine, findingLine, summaryLine } from './report-lines.ts'
import type { ReportModel } from './report-model.ts'

/** Hex digests of a report's own lines. */
export interface ReportDigests {
  readonly summary: string
  readonly findings: string
  readonly errors: string
}

const linesAtOnce = 1000
const known = new WeakMap<ReportModel, ReportDigests>()

/**
 * SHA-256 of the summary's JSON line, and the Merkle roots (RFC 6962, section 2.1) of the lines of findings and errors:
 * what every rendering states. Computed once a model; yields to the event loop. Errors: `cancelled`.
 */
export async function digestReport(model: ReportModel, signal?: AbortSignal): Promise<ReportDigests> {
  const digests = known.get(model) ?? {
    summary: createHash('sha256').update(summaryLine(model.summary)).digest('hex'),
    findings: await rootOf(model.findings.length, (index) => findingLine(model.findings.at(index)), signal),
    errors: await rootOf(model.errors.length, (index) => errorLine(model.errors[index]!), signal),
  }
  known.set(model, digests)
  return digests
}

async function rootOf(count: number, lineAt: (index: number) => string, signal?: AbortSignal): Promise<string> {
  const builder = new SealBuilder()
  for (let index = 0; index < count; index += 1) {
    if (index % linesAtOnce === linesAtOnce - 1) {
      throwIfCancelled(signal, 'make report')
      await yieldToLoop()
    }
    builder.addLeafLine(Buffer.from(lineAt(index)))
  }
  return builder.finish()
}
