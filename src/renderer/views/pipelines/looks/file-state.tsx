import {
  IconArrowsDiff,
  IconBoltFilled,
  IconCircleDashed,
  IconFile,
  IconFolderX,
  IconHistory,
  IconLock,
  IconMinus,
  IconQuestionMark,
  IconShieldCheck,
  type Icon,
} from '@tabler/icons-react'
import type { FileState } from '../../../../shared/ipc/pipeline-schemas.ts'
import styles from './looks.module.css'

interface StateLook {
  readonly word: string
  readonly icon: Icon
  readonly tone: 'loud' | 'bad' | 'warn' | 'quiet' | 'faint' | 'good'
  readonly meaning: string
}

export const fileStateLooks: Readonly<Record<FileState, StateLook>> = {
  altered: { word: 'altered', icon: IconBoltFilled, tone: 'loud', meaning: 'The contents are not those recorded.' },
  missing: { word: 'missing', icon: IconMinus, tone: 'bad', meaning: 'Nothing is there any more.' },
  resized: { word: 'resized', icon: IconArrowsDiff, tone: 'bad', meaning: 'The size is not the one recorded.' },
  unreadable: { word: 'unreadable', icon: IconLock, tone: 'warn', meaning: 'It could not be read.' },
  'not-a-file': {
    word: 'not a file',
    icon: IconQuestionMark,
    tone: 'warn',
    meaning: 'Something else is in its place.',
  },
  'outside-root': {
    word: 'outside',
    icon: IconFolderX,
    tone: 'warn',
    meaning: 'The path climbs out of its folder, so the file was not opened.',
  },
  verified: {
    word: 'verified',
    icon: IconShieldCheck,
    tone: 'good',
    meaning: 'Read, and its contents are those recorded.',
  },
  present: {
    word: 'present',
    icon: IconFile,
    tone: 'quiet',
    meaning: 'There, in the size recorded; its contents were not read.',
  },
  superseded: {
    word: 'superseded',
    icon: IconHistory,
    tone: 'faint',
    meaning: 'A newer record took its path, so its contents are not expected on disk.',
  },
  unchecked: { word: 'unchecked', icon: IconCircleDashed, tone: 'faint', meaning: 'Not looked at yet.' },
}

const toneColors: Readonly<Record<StateLook['tone'], string | undefined>> = {
  loud: 'var(--verdict-suspected-corruption)',
  bad: 'var(--bad)',
  warn: 'var(--verdict-unreadable)',
  good: 'var(--good)',
  quiet: undefined,
  faint: undefined,
}

export function fileStateColor(state: FileState): string | undefined {
  return toneColors[fileStateLooks[state].tone]
}

/** How the file of a record stands: an icon, a word and a colour. */
export function FileStateBadge({ state }: { readonly state: FileState }) {
  const { word, icon: StateIcon, tone, meaning } = fileStateLooks[state]
  return (
    <span className={styles.badge} data-tone={tone} title={meaning}>
      <StateIcon size={14} aria-hidden />
      {word}
    </span>
  )
}
