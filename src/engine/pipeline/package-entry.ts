/** What a pipeline gets from `assay/pipeline`. */
export { AppError as AssayError } from '../../shared/errors/app-error.ts'
export type { ErrorCode as AssayErrorCode } from '../../shared/errors/error-codes.ts'
export type {
  ManifestProblem,
  ManifestProblemReason,
  ModuleRecord,
  ProcessMetadata as ManifestMetadata,
  ProcessRecord as ManifestRecord,
  RecordShape,
  StrategyRecord,
} from '../../shared/model/process-manifest.ts'
export type { DownloadEvent, PipelineSource, RecordParams } from './create-record.ts'
export { formatProcessManifest } from './manifest-document.ts'
export { ManifestFactory } from './manifest-factory.ts'
export { ManifestManager, type ManagerOptions } from './manifest-manager.ts'
export type { AddedRecord, NewMetadata } from './manifest-store.ts'
export type { ManifestType } from './manifest-types.ts'
export { Manifest, type ManifestOptions } from './manifest.ts'
export { PipelineOrchestrator, type ContentCheck, type FetchedFile, type StateCheck } from './pipeline-orchestrator.ts'
export {
  readProcessManifest,
  type LoadedProcessManifest,
  type ProcessManifestState,
  type ReadControl,
} from './read-process-manifest.ts'
export {
  planRepair,
  repairFromCopy,
  repairProcessManifest,
  type Repair,
  type RepairControl,
  type RepairPlan,
} from './repair-manifest.ts'
