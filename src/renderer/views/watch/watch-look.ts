import {
  IconEye,
  IconEyeOff,
  IconHourglassLow,
  IconPlugConnectedX,
  IconRotateClockwise2,
  type Icon,
} from '@tabler/icons-react'
import type { RunSnapshot, WatchState } from '../../../shared/model/run.ts'

interface PhaseLook {
  readonly icon: Icon
  readonly word: string
  readonly tone: 'good' | 'warn' | 'quiet'
}

const looks: Readonly<Record<WatchState['phase'], PhaseLook>> = {
  starting: { icon: IconHourglassLow, word: 'Looking at the folder', tone: 'quiet' },
  watching: { icon: IconEye, word: 'Watching', tone: 'good' },
  polling: { icon: IconRotateClockwise2, word: 'Looking every few seconds', tone: 'warn' },
  'root-gone': { icon: IconEyeOff, word: 'The folder is gone', tone: 'warn' },
  unmounted: { icon: IconPlugConnectedX, word: 'The drive is gone', tone: 'warn' },
}

const atStart: WatchState = {
  phase: 'starting',
  notice: null,
  isBehind: true,
  rescanCount: 0,
  comparedUtc: null,
  fileCount: 0,
  totalSizeBytes: 0,
}

/** How a watch stands, also before it has told. */
export function stateOfWatch(run: Pick<RunSnapshot, 'watch'>): WatchState {
  return run.watch ?? atStart
}

/** How a phase of a watch is called everywhere: only `watching` is good, as nothing else hears of changes at once. */
export function lookOfPhase({ phase }: WatchState): PhaseLook {
  return looks[phase]
}
