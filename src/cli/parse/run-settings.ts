import type { ProgressMode } from './progress-mode.ts'

/** What every command that runs for a while takes. */
export interface RunSettings {
  readonly isJson: boolean
  readonly progress: ProgressMode
  readonly log: string | undefined
  readonly workerCount: number | undefined
}
