import type { BuildLogLevel } from '../staging/log-line.ts'
import type { ArtifactFacts } from '../staging/progress-file.ts'

export interface BuildOptions {
  /** Where the ledger is. */
  readonly workspace: string
  /** Begins anew whatever is left of attempts before, and replaces the artifact that is in its place. */
  readonly isForced: boolean
  /** Replaces the artifact, for instance an altered one, and goes on with what is left of attempts. */
  readonly isReplacing?: boolean | undefined
  readonly toolVersion?: string | undefined
  /** In place of the command line that builds this one cell. */
  readonly command?: readonly string[] | undefined
}

/** What is told of a build while it goes on. Phases count from 1. */
export type BuildEvent =
  | {
      readonly kind: 'started'
      readonly runId: string
      readonly attempt: number
      readonly phasesDone: readonly number[]
    }
  | { readonly kind: 'phase'; readonly phase: number; readonly name: string; readonly isCompleted: boolean }
  | { readonly kind: 'items'; readonly done: number; readonly total: number | null }
  /** Warnings and errors only; the logs have all. */
  | { readonly kind: 'message'; readonly level: BuildLogLevel; readonly text: string }
  | { readonly kind: 'finishing' }

export interface BuildControl {
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: BuildEvent) => void) | undefined
}

/** An artifact in its place. */
export interface BuiltArtifact extends ArtifactFacts {
  readonly runId: string
  readonly path: string
  readonly durationMs: number
  readonly warnings: readonly string[]
}
