export type { EntryColumns } from './table/entry-columns.ts'
export { PauseGate, type RunControl } from './run/run-control.ts'
export { openDurableFile, writeFileDurably, type DurableFile } from './atomic/durable-file.ts'
export { sweepStaleTemps } from './atomic/stale-temps.ts'
export { resolveWorkspace } from './workspace/workspace-path.ts'
export { createRunId, reserveRunId } from './workspace/run-id.ts'
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
