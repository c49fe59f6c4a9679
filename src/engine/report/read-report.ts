import type { Finding } from '../../shared/model/verdict.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { checkRunId } from '../ledger/run-id.ts'
import { readRunRecord } from '../ledger/run-records.ts'
import { readRunFindings } from '../workspace/run-findings.ts'
import { buildReport } from './build-report.ts'
import type { ReportFacts, ReportFindings, ReportModel } from './report-model.ts'

const operation = 'make report'
const maxDamageTold = 10

/**
 * The report of a run of the workspace, of its record and its recorded findings only: command line and app make the same
 * one. Errors: `bad-usage` (no valid run id), `unknown-run`, `run-not-ended`, `permission-denied`, `read-failed`.
 */
export async function readReport(workspace: string, runId: string, facts: ReportFacts): Promise<ReportModel> {
  checkRunId(runId)
  const found = await readRunRecord(workspace, runId)
  if (found === undefined) {
    const message = `There is no run ${runId} in the workspace ${workspace}. Check the id, and that ASSAY_HOME is as it was in that run.`
    throw new AppError({ code: 'unknown-run', operation, message })
  }
  const { record, link } = found
  if (record.state === 'running') {
    const message = `The run ${runId} has not ended yet. A report is made of a run that has.`
    throw new AppError({ code: 'run-not-ended', operation, message })
  }
  const damaged: string[] = []
  const findings = await readRunFindings(workspace, runId, (line, path) => damaged.push(describeDamage(line, path)))
  return buildReport(record, toReportFindings(findings), {
    ...facts,
    ledgerHead: link?.hash,
    damage:
      damaged.length > maxDamageTold ? [...damaged.slice(0, maxDamageTold), 'There is more such damage.'] : damaged,
  })
}

function describeDamage(line: number, path: string): string {
  return `Line ${line} of ${path} is damaged, so one finding of this run is missing here.`
}

function toReportFindings(findings: readonly Finding[]): ReportFindings {
  return {
    length: findings.length,
    at(index) {
      const finding = findings[index]
      if (finding === undefined) throw new RangeError(`There is no finding ${index} of ${findings.length}`)
      return finding
    },
  }
}
