import type { SealState } from '../../shared/model/manifest.ts'
import type { CompareResult } from '../../shared/model/run.ts'
import type { Comparison } from '../diff/comparison.ts'
import type { FindingList } from '../diff/finding-list.ts'
import type { LoadedManifest } from '../manifest/loaded-manifest.ts'
import type { ScanMemory } from '../scan/scan-memory.ts'
import type { SideInput } from './side-input.ts'

export interface CompareOptions {
  readonly left: SideInput
  readonly right: SideInput
  /** Counts `touched` as a finding. */
  readonly isStrict: boolean
  /** Accepts a folder that holds none of the other side's paths. */
  readonly allowEmpty: boolean
  readonly runId?: string | undefined
  readonly workspace: string
  readonly toolVersion: string
  /** Other files of Assay's own, such as a log: left out where they lie in a folder. */
  readonly ownFiles?: readonly string[] | undefined
  readonly workerCount?: number | undefined
}

/** What a comparison of whatever kind found. */
export interface FoundVerdicts {
  readonly comparison: Comparison
  /** Loudest first. */
  readonly findings: FindingList
  /** The rest: unchanged, and touched unless strict. */
  readonly others: FindingList
}

export interface CompareOutcome extends FoundVerdicts {
  readonly result: CompareResult
}

/** A comparison to make, whether it is called a verify or a compare. */
export interface ComparisonPlan {
  readonly left: SideInput
  readonly right: SideInput
  /** What the baseline is called in messages: "manifest" where there is only one. */
  readonly names: Readonly<Record<SideName, string>>
  readonly isQuick: boolean
  readonly isStrict: boolean
  readonly allowEmpty: boolean
  readonly workspace: string
  readonly ownFiles: readonly string[]
  readonly workerCount: number | undefined
  /** What is kept between comparisons of the same two sides. */
  readonly kept?: KeptSides | undefined
}

/** A manifest that stays in memory, and what the last scan of the folder read. */
export interface KeptSides {
  readonly manifest: LoadedManifest
  readonly seal: SealState
  readonly memory: ScanMemory
}

export type SideName = 'left' | 'right'
