import type { RunKind } from '../../shared/model/run.ts'
import type { OperationRequest } from '../workers/operation-protocol.ts'
import type { PlannedSides } from './run-sides.ts'

/** What a run is started with; its id is given to the operation as it was reserved. */
export interface RunPlan {
  readonly kind: RunKind
  readonly directory: string
  /** Path of the manifest verified against. */
  readonly manifest?: string
  /** Of a verify or compare. */
  readonly sides?: PlannedSides
  readonly isStrict?: boolean
  readonly request: (runId: string) => OperationRequest
}
