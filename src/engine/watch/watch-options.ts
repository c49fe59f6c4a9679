import type { WatchResult, WatchState } from '../../shared/model/run.ts'
import type { FoundVerdicts } from '../compare/compare-options.ts'
import type { RunControl } from '../run/run-control.ts'

export interface WatchOptions {
  /** Path of the manifest. */
  readonly manifest: string
  /** Default: the folder the manifest names. */
  readonly directory?: string | undefined
  /** Counts `touched` as a finding. */
  readonly isStrict: boolean
  /** Ends by itself after this long; default: when cancelled. */
  readonly durationMs?: number | undefined
  readonly runId?: string | undefined
  readonly workspace: string
  readonly toolVersion: string
  /** Other files of Assay's own, such as a log: left out where they lie in the folder. */
  readonly ownFiles?: readonly string[] | undefined
  readonly workerCount?: number | undefined
}

/** The drift at one moment: what a verify would say then. */
export interface WatchOutcome extends FoundVerdicts {
  readonly result: WatchResult
}

export interface WatchControl extends RunControl {
  /** Called whenever the state is another one. */
  readonly onWatch?: ((state: WatchState) => void) | undefined
  /** Called after the first comparison, and after each that differs from the one before. */
  readonly onCompared?: ((outcome: WatchOutcome) => void) | undefined
}
