import type { CompareOutcome, FindingList, VerifyOutcome } from '../../engine/index.ts'
import type { CliStream } from '../streams.ts'
import { toFindingJson, toSideJson } from './entry-json.ts'
import { TextBatch } from './text-batch.ts'

/** Prints one JSON document, a finding a line, without ever holding all of them as text. */
export async function printComparisonJson(
  outcome: VerifyOutcome | CompareOutcome,
  isAll: boolean,
  reports: readonly object[],
  stdout: CliStream,
): Promise<void> {
  const { result } = outcome
  const head = {
    run_id: result.runId,
    status: result.status,
    left: toSideJson(result.left),
    right: toSideJson(result.right),
    counts: result.counts,
  }
  const batch = new TextBatch(stdout)
  await batch.add(`${JSON.stringify(head).slice(0, -1)},"findings":[`)
  await addFindings(batch, outcome.findings)
  if (isAll) {
    await batch.add('],"others":[')
    await addFindings(batch, outcome.others)
  }
  await batch.add(reports.length === 0 ? ']}\n' : `],"reports":${JSON.stringify(reports)}}\n`)
  await batch.flush()
}

async function addFindings(batch: TextBatch, findings: FindingList): Promise<void> {
  for (let index = 0; index < findings.length; index += 1) {
    const isFull = batch.gather(`${index === 0 ? '' : ','}\n${JSON.stringify(toFindingJson(findings.at(index)))}`)
    if (isFull) await batch.flush()
    if (batch.isClosed) return
  }
}
