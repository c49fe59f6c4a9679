/** How loud a status is where bars are too narrow to stand alone: the loudest of a pixel is what is seen. */
const loudness: ReadonlyMap<string, number> = new Map([
  ['completed', 0],
  ['cancelled', 1],
  ['started', 2],
  ['completed-with-errors', 3],
  ['aborted', 4],
  ['failed', 5],
])
const byLoudness = ['completed', 'cancelled', 'started', 'completed-with-errors', 'aborted', 'failed'] as const

export function loudnessOf(status: string): number {
  return loudness.get(status) ?? 0
}

/** Whether a status is marked below its bar too, so that it shows without colour and among a thousand others. */
export function isMarked(loud: number): boolean {
  return loud >= 3
}

/** The colours of a theme, read from its style sheet once it changes. */
export interface TimelineColors {
  readonly status: readonly string[]
  readonly text: string
  readonly textDim: string
  readonly line: string
  readonly lineStrong: string
  readonly surface: string
  readonly raised: string
  readonly sunken: string
  readonly accent: string
  readonly accentSoft: string
  readonly font: string
}

const statusTokens = {
  completed: '--run-completed',
  cancelled: '--run-cancelled',
  started: '--accent',
  'completed-with-errors': '--run-errors',
  aborted: '--run-aborted',
  failed: '--run-failed',
} as const

export function readTimelineColors(element: Element): TimelineColors {
  const style = getComputedStyle(element)
  const read = (token: string): string => style.getPropertyValue(token).trim()
  return {
    status: byLoudness.map((status) => read(statusTokens[status])),
    text: read('--text'),
    textDim: read('--text-dim'),
    line: read('--line'),
    lineStrong: read('--line-strong'),
    surface: read('--surface'),
    raised: read('--surface-raised'),
    sunken: read('--surface-sunken'),
    accent: read('--accent'),
    accentSoft: read('--accent-soft'),
    font: `11px ${read('--font-text')}`,
  }
}
