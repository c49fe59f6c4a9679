import type { VerifyResult } from '../../shared/model/run.ts'
import type { FoundVerdicts } from '../compare/compare-options.ts'

export interface VerifyOptions {
  /** Path of the manifest. */
  readonly manifest: string
  /** Default: the folder the manifest names. */
  readonly directory?: string | undefined
  /** Compares sizes and times only; reads no contents. */
  readonly isQuick: boolean
  /** Counts `touched` as a finding. */
  readonly isStrict: boolean
  /** Accepts a folder that holds none of the manifest's paths. */
  readonly allowEmpty: boolean
  readonly runId?: string | undefined
  readonly workspace: string
  readonly toolVersion: string
  /** Other files of Assay's own, such as a log: left out where they lie in the folder. */
  readonly ownFiles?: readonly string[] | undefined
  readonly workerCount?: number | undefined
}

export interface VerifyOutcome extends FoundVerdicts {
  readonly result: VerifyResult
}
