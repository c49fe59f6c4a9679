import { resolve } from 'node:path'
import type { ComparisonPlan } from '../compare/compare-options.ts'
import { describeComparison } from '../compare/describe-comparison.ts'
import { runComparison } from '../compare/run-comparison.ts'
import { readManifestSummary } from '../manifest/read-summary.ts'
import { nowNs } from '../run/clock.ts'
import { repeatComparison } from '../run/repeat-command.ts'
import type { RunControl } from '../run/run-control.ts'
import { recordRun } from '../ledger/record-run.ts'
import type { VerifyOptions, VerifyOutcome } from './verify-options.ts'

/**
 * Reads a folder again and says of every path what became of it since the manifest, with its evidence (product
 * definition, "Verdicts"): a comparison with the manifest on the left. Errors: those of reading the manifest,
 * `root-looks-wrong`, `permission-denied`, `read-failed`, `run-id-taken`, `worker-failed` and `cancelled`.
 */
export async function verifyFolder(options: VerifyOptions, control: RunControl): Promise<VerifyOutcome> {
  const plan = await planVerify(options)
  const { left, right, isQuick } = plan
  const { workspace, runId, toolVersion } = options
  const command = repeatComparison('verify', left.path, right.path, options)
  const start = { workspace, kind: 'verify' as const, directory: right.path, manifest: left.path, command, runId }
  return recordRun({ ...start, sides: { left, right }, toolVersion }, control, async ({ record, control: watched }) => {
    const startedNs = nowNs()
    const whole = await runComparison(plan, watched)
    const described = describeComparison(plan, whole, startedNs)
    const { comparison, findings, others } = whole
    return { result: { kind: 'verify', runId: record.runId, isQuick, ...described }, comparison, findings, others }
  })
}

async function planVerify(options: VerifyOptions): Promise<ComparisonPlan> {
  const manifest = resolve(options.manifest)
  const { directory } = await readManifestSummary(manifest)
  const { isQuick, isStrict, allowEmpty, workspace, ownFiles = [], workerCount } = options
  return {
    left: { type: 'manifest', path: manifest },
    right: { type: 'folder', path: resolve(options.directory ?? directory) },
    names: { left: 'manifest', right: 'folder' },
    isQuick,
    isStrict,
    allowEmpty,
    workspace,
    ownFiles,
    workerCount,
  }
}
