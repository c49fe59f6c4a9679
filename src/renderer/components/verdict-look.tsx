import {
  IconArrowRight,
  IconBoltFilled,
  IconCheck,
  IconClock,
  IconLock,
  IconMinus,
  IconPencil,
  IconPlus,
  IconQuestionMark,
  IconRefresh,
  IconReplace,
  IconShieldQuestion,
  IconTriangle,
  type Icon,
} from '@tabler/icons-react'
import type { Verdict } from '../../shared/model/verdict.ts'

interface VerdictLook {
  readonly word: string
  readonly icon: Icon
  /** What it means, for tooltips and screen readers. */
  readonly meaning: string
}

/** Loudest first. The colour is the custom property `--verdict-<name>`. */
export const verdictLooks: Readonly<Record<Verdict, VerdictLook>> = {
  'suspected-corruption': {
    word: 'suspected corruption',
    icon: IconBoltFilled,
    meaning: 'The content changed while size and modification time did not: the mark of bit rot',
  },
  unreadable: { word: 'unreadable', icon: IconLock, meaning: 'It could not be read' },
  'changed-while-reading': {
    word: 'changed while reading',
    icon: IconRefresh,
    meaning: 'It was written to during the check',
  },
  edited: { word: 'edited', icon: IconPencil, meaning: 'The content changed, and so did size or modification time' },
  changed: {
    word: 'changed',
    icon: IconTriangle,
    meaning: 'The content changed; without a modification time, edit and corruption look the same',
  },
  'kind-changed': { word: 'kind changed', icon: IconReplace, meaning: 'A file became a link or special file, or back' },
  removed: { word: 'removed', icon: IconMinus, meaning: 'It is only in the baseline' },
  moved: { word: 'moved', icon: IconArrowRight, meaning: 'The same content is now at another path' },
  'ambiguous-move': {
    word: 'ambiguous move',
    icon: IconQuestionMark,
    meaning: 'Several paths share this content, so which moved where cannot be told',
  },
  added: { word: 'added', icon: IconPlus, meaning: 'It is not in the baseline' },
  unverifiable: { word: 'unverifiable', icon: IconShieldQuestion, meaning: 'There is no digest to compare with' },
  touched: { word: 'touched', icon: IconClock, meaning: 'Same content, other modification time or mode' },
  unchanged: { word: 'unchanged', icon: IconCheck, meaning: 'Same content' },
}

export const verdictOrder = Object.keys(verdictLooks) as Verdict[]

export function verdictColor(verdict: Verdict): string {
  return `var(--verdict-${verdict})`
}
