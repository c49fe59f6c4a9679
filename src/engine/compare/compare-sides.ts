import { resolve } from 'node:path'
import type { RecordedSide } from '../../shared/model/run-record.ts'
import { nowNs } from '../run/clock.ts'
import { repeatComparison } from '../run/repeat-command.ts'
import type { RunControl } from '../run/run-control.ts'
import { recordRun } from '../ledger/record-run.ts'
import type { CompareOptions, CompareOutcome, ComparisonPlan } from './compare-options.ts'
import { describeComparison } from './describe-comparison.ts'
import { runComparison } from './run-comparison.ts'
import { areSamePlace, type SideInput } from './side-input.ts'

/**
 * Compares any two sides, each a manifest of any readable format or a folder as it is now, and says of every path what
 * became of it from left to right, with its evidence (product definition, "Verdicts"). Errors: those of reading a
 * manifest, `root-looks-wrong`, `permission-denied`, `read-failed`, `run-id-taken`, `worker-failed` and `cancelled`.
 */
export async function compareSides(options: CompareOptions, control: RunControl): Promise<CompareOutcome> {
  const plan = planComparison(options)
  const { left, right } = plan
  const { workspace, runId, toolVersion } = options
  const command = repeatComparison('compare', left.path, right.path, options)
  const start = { workspace, kind: 'compare' as const, directory: right.path, sides: { left, right }, command }
  return recordRun({ ...start, runId, toolVersion }, control, async ({ record, control: watched }) => {
    const startedNs = nowNs()
    const sameWarnings = (await areSamePlace(left, right)) ? [describeSame(right)] : []
    const whole = await runComparison(plan, watched)
    const described = describeComparison(plan, whole, startedNs)
    const { comparison, findings, others } = whole
    const warnings = [...sameWarnings, ...described.warnings]
    const result = { kind: 'compare' as const, runId: record.runId, ...described, warnings }
    return { result, comparison, findings, others }
  })
}

function planComparison(options: CompareOptions): ComparisonPlan {
  const { isStrict, allowEmpty, workspace, ownFiles = [], workerCount } = options
  const left = toAbsolute(options.left)
  const right = toAbsolute(options.right)
  const names = { left: `left ${left.type}`, right: `right ${right.type}` }
  return { left, right, names, isQuick: false, isStrict, allowEmpty, workspace, ownFiles, workerCount }
}

function toAbsolute({ type, path }: SideInput): RecordedSide {
  return { type, path: resolve(path) }
}

function describeSame({ type }: SideInput): string {
  return `Both sides are the same ${type}: a thing compared with itself proves nothing about it.`
}
