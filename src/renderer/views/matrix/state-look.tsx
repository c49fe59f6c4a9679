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
import { isHalfDone, type CellPhases } from '../../stores/matrix/cell-table.ts'
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

/** "building 2/3 index", "failed 1/3", "stopped 1/3 embed", "done". */
export function describeState(state: CellState, phases: CellPhases | undefined, phaseCount: number): string {
  const { word } = looks[state]
  if (phases === undefined || !hasProgress(state)) return word
  const name = phases.phase === null ? '' : ` ${phases.phase}`
  return `${word} ${phases.phasesDone}/${phaseCount}${name}`
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
