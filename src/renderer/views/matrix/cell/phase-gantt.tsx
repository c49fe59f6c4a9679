import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconLoader2,
  IconPlayerPause,
  type Icon,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { CellDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import { formatDuration } from '../../../format/quantity.ts'
import shared from '../matrix.module.css'
import type { PhaseChoice } from './phase-choice.ts'
import { layOutPhases, type PhaseBar } from './phase-layout.ts'
import styles from './cell.module.css'

type Phase = CellDetail['phases'][number]

interface Look {
  readonly icon: Icon
  readonly word: string
}

const looks: Readonly<Record<Phase['state'], Look>> = {
  waiting: { icon: IconCircleDashed, word: 'waiting' },
  running: { icon: IconLoader2, word: 'running' },
  completed: { icon: IconCircleCheck, word: 'completed' },
  failed: { icon: IconCircleX, word: 'failed' },
  stopped: { icon: IconPlayerPause, word: 'stopped' },
}

const liveEveryMs = 500
/** Of a phase that has not ended: all that comes after its start. */
const openEndMs = 8.64e15 - 1000
/** Log entries have whole seconds. */
const slackMs = 999

function useMoment(isLive: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (!isLive) return undefined
    const timer = setInterval(() => setNowMs(Date.now()), liveEveryMs)
    return () => clearInterval(timer)
  }, [isLive])
  return nowMs
}

function Bar({ bar: { phase, fromFraction, toFraction } }: { readonly bar: PhaseBar }) {
  if (fromFraction === null) return <span className={styles.barTrack} aria-hidden />
  const left = Math.min(fromFraction, 0.995)
  return (
    <span className={styles.barTrack} aria-hidden>
      <span
        className={styles.bar}
        data-state={phase.state}
        style={{ left: `${left * 100}%`, width: `${Math.max(0.5, (toFraction - left) * 100)}%` }}
      />
    </span>
  )
}

function describeTime({ phase, durationMs }: PhaseBar): string {
  if (durationMs !== null) return formatDuration(durationMs)
  return phase.state === 'completed' ? 'time not told' : looks[phase.state].word
}

interface RowProps {
  readonly bar: PhaseBar
  readonly isChosen: boolean
  readonly onChoose: ((choice: PhaseChoice | null) => void) | null
}

function PhaseRow({ bar, isChosen, onChoose }: RowProps) {
  const { phase } = bar
  const { icon: PhaseIcon, word } = looks[phase.state]
  const { startedMs, completedMs } = phase
  const content = (
    <>
      <span className={styles.phaseName} data-state={phase.state}>
        <PhaseIcon size={15} aria-hidden className={phase.state === 'running' ? shared.turning : undefined} />
        <span className={styles.phaseWord}>
          {phase.phase}. <SafeText text={phase.name} />
        </span>
        <span className="visually-hidden">{word}</span>
      </span>
      <Bar bar={bar} />
      <span className={styles.phaseTime}>{describeTime(bar)}</span>
    </>
  )
  if (onChoose === null || startedMs === null) return <li className={styles.phase}>{content}</li>
  const window = { fromMs: startedMs, toMs: (completedMs ?? openEndMs) + slackMs }
  const choice = { phase: phase.phase, name: phase.name, window }
  return (
    <li>
      <button
        type="button"
        className={styles.phase}
        aria-pressed={isChosen}
        title={isChosen ? 'Show all of the log' : 'Show the log of this phase'}
        onClick={() => onChoose(isChosen ? null : choice)}
      >
        {content}
      </button>
    </li>
  )
}

interface Props {
  readonly phases: readonly Phase[]
  readonly isLive: boolean
  readonly chosenPhase: number | null
  /** Null where there is no log to show. */
  readonly onChoose: ((choice: PhaseChoice | null) => void) | null
}

/** The phases of a build over the time they took; one that is chosen narrows the log to its time. */
export function PhaseGantt({ phases, isLive, chosenPhase, onChoose }: Props) {
  const { bars, totalMs } = layOutPhases(phases, useMoment(isLive))
  return (
    <section className={styles.phases} aria-label="Phases">
      <h2 className={styles.heading}>
        Phases
        {totalMs > 0 && <span className={styles.dim}>{formatDuration(totalMs)} in all</span>}
      </h2>
      {phases.length === 0 ? (
        <p className={styles.dim}>This plan names no phases.</p>
      ) : (
        <ol className={styles.phaseList}>
          {bars.map((bar) => (
            <PhaseRow key={bar.phase.phase} bar={bar} isChosen={bar.phase.phase === chosenPhase} onChoose={onChoose} />
          ))}
        </ol>
      )}
    </section>
  )
}
