import { resolve } from 'node:path'
import type { ComparisonPlan, KeptSides } from '../compare/compare-options.ts'
import { openManifest } from '../compare/open-manifest.ts'
import { recordRun } from '../ledger/record-run.ts'
import { readManifestSummary } from '../manifest/read-summary.ts'
import { repeatWatch } from '../run/repeat-command.ts'
import type { RunControl } from '../run/run-control.ts'
import { ScanMemory } from '../scan/scan-memory.ts'
import { FolderWatch } from './folder-watch.ts'
import type { WatchControl, WatchOptions, WatchOutcome } from './watch-options.ts'

/**
 * Keeps saying how a folder has drifted from a manifest, with the verdicts of a verify, until it is cancelled or its time is
 * up: its end is that of a completed run. A folder that vanishes is waited for. Errors: those of reading the manifest and of
 * `RecordedRun.start`, `worker-failed`, `permission-denied`; only before the first comparison `root-looks-wrong` and
 * `cancelled`.
 */
export async function watchFolder(options: WatchOptions, control: WatchControl): Promise<WatchOutcome> {
  const plan = await planWatch(options)
  const { left, right } = plan
  const { workspace, runId, toolVersion } = options
  const command = repeatWatch(right.path, left.path, options)
  const start = { workspace, kind: 'watch' as const, directory: right.path, manifest: left.path, command, runId }
  return recordRun({ ...start, sides: { left, right }, toolVersion }, control, async (run) => {
    const watched: WatchControl = { ...control, ...run.control }
    const kept = await keepManifest(plan, watched)
    const watch = new FolderWatch({ ...plan, kept }, run.record.runId, watched, (type, data) => run.tell(type, data))
    return watch.run(options.durationMs)
  })
}

async function planWatch(options: WatchOptions): Promise<ComparisonPlan> {
  const manifest = resolve(options.manifest)
  const { directory } = await readManifestSummary(manifest)
  const { isStrict, workspace, ownFiles = [], workerCount } = options
  return {
    left: { type: 'manifest', path: manifest },
    right: { type: 'folder', path: resolve(options.directory ?? directory) },
    names: { left: 'manifest', right: 'folder' },
    isQuick: false,
    isStrict,
    allowEmpty: false,
    workspace,
    ownFiles,
    workerCount,
  }
}

async function keepManifest(plan: ComparisonPlan, control: RunControl): Promise<KeptSides> {
  const opening = await openManifest(plan.left.path, plan.workspace, control)
  try {
    const manifest = await opening.loaded
    const seal = await opening.sealed
    return { manifest, seal, memory: new ScanMemory(manifest.columns.algorithms) }
  } finally {
    opening.close()
  }
}
