import { lookOfState, type StateTone } from '../state-look.tsx'
import type { CellState } from '../../../../shared/ipc/matrix-schemas.ts'

/** The colours of a theme, read from its style sheet once it changes. */
export interface GridColors {
  readonly tones: Readonly<Record<StateTone, string>>
  readonly text: string
  readonly textDim: string
  readonly textFaint: string
  readonly line: string
  readonly lineStrong: string
  readonly surface: string
  readonly hover: string
  readonly selected: string
  readonly accent: string
  readonly bar: string
  readonly font: string
}

export function readGridColors(element: Element): GridColors {
  const style = getComputedStyle(element)
  const read = (token: string): string => style.getPropertyValue(token).trim()
  return {
    tones: {
      good: read('--good'),
      warn: read('--warn'),
      bad: read('--bad'),
      live: read('--accent-text'),
      quiet: read('--text-faint'),
    },
    text: read('--text'),
    textDim: read('--text-dim'),
    textFaint: read('--text-faint'),
    line: read('--line'),
    lineStrong: read('--line-strong'),
    surface: read('--surface'),
    hover: read('--surface-hover'),
    selected: read('--surface-active'),
    accent: read('--accent-text'),
    bar: read('--run-completed'),
    font: read('--font-text'),
  }
}

export function colorOf(state: CellState, colors: GridColors): string {
  return colors.tones[lookOfState(state).tone]
}
