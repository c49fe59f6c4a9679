import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { WritableFormat } from '../../shared/model/manifest-format.ts'

export interface SnapshotOptions {
  readonly directory: string
  /** The folder as a person wrote it, for a run manifest, which keeps it so. Default: `directory`. */
  readonly directoryAsGiven?: string | undefined
  /** Default: `<workspace>/manifests/<folder-name>_<run-id>.manifest.json`. */
  readonly output?: string | undefined
  /** Default: one made of the time. */
  readonly runId?: string | undefined
  readonly algorithms: readonly DigestAlgorithm[]
  /** gitignore-style globs. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly isJunkExcluded: boolean
  /** Manifest whose digests are taken over where a file is unchanged. */
  readonly base?: string | undefined
  /** Reads every file whatever is known of it. */
  readonly isParanoid: boolean
  readonly format: WritableFormat
  readonly workspace: string
  /** Other files of Assay's own, such as a log: left out where they lie in the folder. */
  readonly ownFiles?: readonly string[] | undefined
  readonly toolVersion: string
  readonly workerCount?: number | undefined
}
