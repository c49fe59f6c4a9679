/** How a process manifest stands, the loudest first. `empty` and `mixed-versions` are worth knowing, and no finding. */
export const manifestHealths = ['corrupt', 'stale', 'mixed-versions', 'empty', 'valid'] as const
export type ManifestHealth = (typeof manifestHealths)[number]

/**
 * What became of the file of a record, the loudest first. `superseded`: the same path was recorded again later with another
 * content, so that this one is no longer expected there. `present`: there, with the size recorded where one is.
 */
export const recordStates = [
  'altered',
  'resized',
  'missing',
  'not-a-file',
  'outside-root',
  'unreadable',
  'present',
  'verified',
  'superseded',
] as const
export type RecordState = (typeof recordStates)[number]

/** Records whose file needs a person's attention. */
const findingStates: ReadonlySet<RecordState> = new Set(['altered', 'resized', 'missing', 'not-a-file'])
/** Records whose file could not be looked at. */
export const unknownStates: ReadonlySet<RecordState> = new Set(['outside-root', 'unreadable'])

/** Whether a person is told of a record whose file is in this state. */
export function isFinding(state: RecordState): boolean {
  return findingStates.has(state) || unknownStates.has(state)
}

/** What is known of the file of one record after a look at it. */
export interface RecordFile {
  readonly state: RecordState
  /** In words: what was found, and against what; empty where nothing is to be said. */
  readonly evidence: string
  /** The file's absolute path; null where it leads out of the base folder, which is never opened. */
  readonly location: string | null
  readonly sizeBytes: number | null
  readonly modifiedMs: number | null
  /** Of what is there, in lower case, where it was read. */
  readonly sha256: string | null
}

/** Adds over equal stretches of time from `fromMs` to `toMs`. */
export interface AddBuckets {
  readonly fromMs: number
  readonly toMs: number
  readonly counts: readonly number[]
}

export interface VersionCount {
  readonly version: string
  readonly recordCount: number
}

/** A file in the data folders that no record knows. */
export interface UnknownFile {
  readonly path: string
  /** Exact bytes, where the path is not valid UTF-8. */
  readonly pathBase64?: string
  readonly sizeBytes: number
  readonly modifiedMs: number
  /** Where it was read, because a recorded content has its size. */
  readonly sha256?: string
}

export type PipelineStatus = 'clean' | 'findings' | 'incomplete'
