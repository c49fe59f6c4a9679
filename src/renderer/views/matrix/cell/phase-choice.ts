import type { LogWindow } from '../../../stores/matrix/log-model.ts'

/** A phase whose time the log is narrowed to. */
export interface PhaseChoice {
  readonly phase: number
  readonly name: string
  readonly window: LogWindow
}
