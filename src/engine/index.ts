export type { EntryColumns } from './table/entry-columns.ts'
export { PauseGate, type RunControl } from './run/run-control.ts'
export { writeFileDurably } from './atomic/durable-file.ts'
export { sweepStaleTemps } from './atomic/stale-temps.ts'
export { resolveWorkspace } from './workspace/workspace-path.ts'
export { reserveRunId } from './workspace/run-id.ts'
export {
  recordRun,
  recordRunEnd,
  recordRunStart,
  type RecordedWork,
  type RunEnd,
  type RunStart,
} from './workspace/record-run.ts'
export { readRunRecords, type RunRecordCache } from './workspace/run-records.ts'
export { readRunFindings } from './workspace/run-findings.ts'
export { readStateFile, writeStateFile, type StateFile } from './workspace/state-file.ts'
export { identifyFile, isFolderPresent, type FileIdentity } from './workspace/folder-presence.ts'
export { listManifestFiles } from './workspace/manifest-files.ts'
export { sweepWorkspace } from './workspace/sweep-workspace.ts'
export { watchWorkspace, type WorkspaceWatch } from './workspace/watch-workspace.ts'
export { resolveEntryPath } from './workspace/entry-location.ts'
export { listFolder, type FolderItem, type FolderList } from './workspace/list-folder.ts'
export { resolveTypedPath, type TypedPath } from './workspace/typed-path.ts'
export { listVolumes, type Volume } from './workspace/volumes.ts'
export { createSampleFolder } from './workspace/sample-folder.ts'
export { workerUrl, type WorkerName } from './worker-url.ts'
export { checkManifestSeal } from './manifest/check-seal.ts'
export { readManifest } from './manifest/read-manifest.ts'
export { readManifestSummary } from './manifest/read-summary.ts'
export type { LoadedManifest } from './manifest/loaded-manifest.ts'
export { TableView } from './table/table-view.ts'
export { junkGlobs } from './walk/filters.ts'
export { snapshotFolder } from './snapshot/snapshot-folder.ts'
export type { SnapshotOptions } from './snapshot/snapshot-options.ts'
export { verifyFolder } from './verify/verify-folder.ts'
export type { VerifyOptions, VerifyOutcome } from './verify/verify-options.ts'
export type { FindingList, FindingQuery } from './diff/finding-list.ts'
export { hashFiles, type FileDigests } from './hash/hash-files.ts'
