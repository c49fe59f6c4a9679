import type {
  CompareOptions,
  RepeatableActivity,
  SnapshotOptions,
  VerifyOptions,
  WatchOptions,
} from '../../engine/index.ts'
import type { ManifestSummary, SealState } from '../../shared/model/manifest.ts'
import type { RunResult, ScanError, ScanProgress, WatchState } from '../../shared/model/run.ts'
import type { VerdictCounts } from '../../shared/model/verdict.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type { CallReply, CallRequest } from './call-protocol.ts'
import type { ReportJob, ReportProduct } from './report-protocol.ts'

/** What an operation worker is started for; one worker, one operation. */
export type OperationRequest =
  | { readonly kind: 'snapshot'; readonly options: SnapshotOptions }
  | { readonly kind: 'verify'; readonly options: VerifyOptions }
  | { readonly kind: 'compare'; readonly options: CompareOptions }
  | { readonly kind: 'watch'; readonly options: WatchOptions }
  | { readonly kind: 'check-seal'; readonly path: string }
  | { readonly kind: 'summarize'; readonly path: string }
  /** Reads the recorded findings of a run, to answer for its comparison. */
  | { readonly kind: 'recall'; readonly workspace: string; readonly runId: string; readonly isStrict: boolean }
  | { readonly kind: 'report'; readonly job: ReportJob }
  | ActivityRequest

/** An audit or import of the past, done once more. */
export interface ActivityRequest {
  readonly kind: 'activity'
  readonly activity: RepeatableActivity
  readonly workspace: string
  readonly toolVersion: string
}

/** From the services to the worker. */
export type OperationCommand =
  | { readonly type: 'cancel' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'call'; readonly request: CallRequest }

/** What happened since the last one, at most ten times a second. */
export interface OperationTick {
  readonly type: 'tick'
  readonly progress: ScanProgress | undefined
  /** Errors not told before, until as many as are shown have been told. */
  readonly errors: readonly ScanError[]
  readonly counts: VerdictCounts
  readonly findingCount: number
}

/** A watch is in another state, or has compared again. */
export interface OperationWatched {
  readonly type: 'watched'
  readonly state: WatchState
  readonly counts: VerdictCounts
  readonly findingCount: number
  /** Whether the comparison is another one than that of the last telling. */
  readonly isCompared: boolean
}

/** An activity is in the ledger, under this id. */
export interface OperationBegun {
  readonly type: 'begun'
  readonly runId: string
}

/** What is told while an operation goes on. */
export type OperationNews = OperationTick | OperationWatched | OperationBegun

export type OperationValue =
  | RunResult
  | { readonly kind: 'seal'; readonly seal: SealState }
  | { readonly kind: 'summary'; readonly summary: ManifestSummary }
  | { readonly kind: 'recalled'; readonly findingCount: number }
  | { readonly kind: 'activity' }
  | ReportProduct

/** From the worker to the services. */
export type OperationReport =
  | OperationNews
  | { readonly type: 'ended'; readonly value: OperationValue }
  | { readonly type: 'failed'; readonly error: WireError }
  | { readonly type: 'reply'; readonly reply: CallReply }
