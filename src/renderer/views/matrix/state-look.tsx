import {
  IconAlertTriangleFilled,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDashedCheck,
  IconCircleXFilled,
  IconClock,
  IconLoader2,
  IconPlayerPauseFilled,
  type Icon,
} from '@tabler/icons-react'
import type { CellState } from '../../../shared/ipc/matrix-schemas.ts'
import { isHalfDone, type CellPhases, type RebuildEnd } from '../../stores/matrix/cell-table.ts'
import styles from './matrix.module.css'

export type StateTone = 'good' | 'warn' | 'bad' | 'live' | 'quiet'

interface StateLook {
  readonly word: string
  readonly icon: Icon
  readonly tone: StateTone
  readonly about: string
}

const looks: Readonly<Record<CellState, StateLook>> = {
  failed: { word: 'failed', icon: IconCircleXFilled, tone: 'bad', about: 'Its last build failed' },
  altered: {
    word: 'altered',
    icon: IconAlertTriangleFilled,
    tone: 'warn',
    about: 'The artifact is not what its build recorded',
  },
  building: { word: 'building', icon: IconLoader2, tone: 'live', about: 'Being built now' },
  queued: { word: 'queued', icon: IconClock, tone: 'live', about: 'Waits for its turn' },
  stopped: {
    word: 'stopped',
    icon: IconPlayerPauseFilled,
    tone: 'quiet',
    about: 'Its last build was cancelled or cut off; the next one goes on from there',
  },
  missing: { word: 'missing', icon: IconCircleDashed, tone: 'quiet', about: 'Not built yet' },
  done: { word: 'done', icon: IconCircleCheck, tone: 'good', about: 'Built, and as its build recorded it' },
  'done-elsewhere': {
    word: 'built elsewhere',
    icon: IconCircleDashedCheck,
    tone: 'good',
    about: 'There, and the ledger has no build of it',
  },
}

export function lookOfState(state: CellState): StateLook {
  return looks[state]
}

/** Whether how far its build came is part of a state. */
export function hasProgress(state: CellState): boolean {
  return state === 'building' || isHalfDone(state)
}

const rebuilds: Readonly<Record<RebuildEnd, { readonly word: string; readonly about: string }>> = {
  failed: { word: 'rebuild failed', about: 'A later build failed; the artifact of an earlier one stayed in its place' },
  stopped: {
    word: 'rebuild stopped',
    about: 'A later build was cancelled or cut off; the artifact of an earlier one stayed in its place',
  },
}

/** Of cells that have an artifact, and whose last build made none. */
export function lookOfRebuild(end: RebuildEnd): { readonly word: string; readonly about: string } {
  return rebuilds[end]
}

/** "rebuild failed 1/3 index"; undefined where none is told of. */
export function describeRebuild(phases: CellPhases | undefined, phaseCount: number): string | undefined {
  if (phases === undefined || phases.left === null) return undefined
  const name = phases.phase === null ? '' : ` ${phases.phase}`
  return `${rebuilds[phases.left].word} ${phases.phasesDone}/${phaseCount}${name}`
}

/** "building 2/3 index", "failed 1/3", "stopped 1/3 embed", "done". */
export function describeState(
  state: CellState,
  phases: Pick<CellPhases, 'phasesDone' | 'phase'> | undefined,
  phaseCount: number,
): string {
  const { word } = looks[state]
  if (phases === undefined || !hasProgress(state)) return word
  const name = phases.phase === null ? '' : ` ${phases.phase}`
  return `${word} ${phases.phasesDone}/${phaseCount}${name}`
}

/** How the last rebuild ended: the mark that such a cell has in its corner, and the words. */
export function RebuildBadge({ end, words }: { readonly end: RebuildEnd; readonly words?: string }) {
  return (
    <span className={styles.state} data-tone={end === 'failed' ? 'bad' : 'quiet'}>
      <svg width={15} height={15} viewBox="0 0 15 15" aria-hidden>
        <rect x="1" y="1" width="13" height="13" rx="3" fill="none" stroke="currentColor" strokeOpacity="0.45" />
        <path d="M5.5 1.5H13.5V9.5Z" fill={end === 'failed' ? 'currentColor' : 'none'} stroke="currentColor" />
      </svg>
      {words ?? rebuilds[end].word}
    </span>
  )
}

interface Props {
  readonly state: CellState
  /** Said in the place of the state's own word. */
  readonly words?: string
}

/** The state of a cell: an icon, a word and a colour. */
export function StateBadge({ state, words }: Props) {
  const { word, icon: StateIcon, tone } = looks[state]
  return (
    <span className={styles.state} data-tone={tone}>
      <StateIcon size={15} aria-hidden className={state === 'building' ? styles.turning : undefined} />
      {words ?? word}
    </span>
  )
}
