import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { RunStatus } from '../../shared/model/ledger.ts'
import type { WritableFormat } from '../../shared/model/manifest-format.ts'
import type { ParsedEtlCommand } from './etl-arguments.ts'
import type { ParsedMatrixCommand } from './matrix-arguments.ts'
import type { RunSettings } from './run-settings.ts'

export { progressModes, type ProgressMode } from './progress-mode.ts'
export type { RunSettings } from './run-settings.ts'

export interface SnapshotArguments extends RunSettings {
  readonly folder: string
  readonly output: string | undefined
  readonly runId: string | undefined
  readonly algorithms: readonly DigestAlgorithm[]
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly isJunkExcluded: boolean
  readonly base: string | undefined
  readonly isParanoid: boolean
  readonly format: WritableFormat
}

export interface VerifyArguments extends RunSettings {
  readonly manifest: string
  readonly folder: string | undefined
  readonly isQuick: boolean
  readonly isStrict: boolean
  readonly allowEmpty: boolean
  /** Also list what is no finding. */
  readonly isAll: boolean
  readonly reports: readonly string[]
}

export interface CompareArguments extends RunSettings {
  readonly left: string
  readonly right: string
  readonly isStrict: boolean
  readonly allowEmpty: boolean
  readonly isAll: boolean
  readonly reports: readonly string[]
}

export interface WatchArguments extends RunSettings {
  readonly folder: string
  readonly manifest: string
  readonly isStrict: boolean
  /** Undefined: until it is interrupted. */
  readonly durationMs: number | undefined
}

export interface ReportArguments {
  readonly runId: string
  readonly outputs: readonly string[]
  readonly isJson: boolean
}

export interface RunsListArguments {
  readonly statuses: readonly RunStatus[]
  readonly longerThanMs: number | undefined
  readonly hasErrors: boolean
  /** Milliseconds since 1970 UTC. */
  readonly sinceMs: number | undefined
  readonly isJson: boolean
}

export interface RunsShowArguments {
  readonly runId: string
  readonly isJson: boolean
}

export interface RunsVerifyArguments {
  readonly isJson: boolean
}

export interface RunsImportArguments {
  readonly files: readonly string[]
  readonly isJson: boolean
}

export interface ShowArguments {
  readonly manifest: string
  readonly isJson: boolean
}

export interface HashArguments {
  readonly files: readonly string[]
  readonly algorithms: readonly DigestAlgorithm[]
  readonly isJson: boolean
}

export interface ServeArguments {
  readonly folder: string | undefined
  readonly port: number | undefined
  readonly isOpenedInBrowser: boolean
}

/** The outcome of parsing: what to run, or a text that was asked for. */
export type ParsedCommand =
  | { readonly kind: 'snapshot'; readonly arguments: SnapshotArguments }
  | { readonly kind: 'verify'; readonly arguments: VerifyArguments }
  | { readonly kind: 'compare'; readonly arguments: CompareArguments }
  | { readonly kind: 'watch'; readonly arguments: WatchArguments }
  | { readonly kind: 'report'; readonly arguments: ReportArguments }
  | { readonly kind: 'runs-list'; readonly arguments: RunsListArguments }
  | { readonly kind: 'runs-show'; readonly arguments: RunsShowArguments }
  | { readonly kind: 'runs-verify'; readonly arguments: RunsVerifyArguments }
  | { readonly kind: 'runs-import'; readonly arguments: RunsImportArguments }
  | { readonly kind: 'show'; readonly arguments: ShowArguments }
  | { readonly kind: 'hash'; readonly arguments: HashArguments }
  | { readonly kind: 'serve'; readonly arguments: ServeArguments }
  | ParsedEtlCommand
  | ParsedMatrixCommand
  | { readonly kind: 'text'; readonly text: string }
