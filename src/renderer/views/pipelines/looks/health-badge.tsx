import {
  IconCircleCheck,
  IconCircleDashed,
  IconFileBroken,
  IconHourglassEmpty,
  IconVersions,
  type Icon,
} from '@tabler/icons-react'
import type { ManifestHealth } from '../../../../shared/ipc/pipeline-schemas.ts'
import styles from './looks.module.css'

interface HealthLook {
  readonly word: string
  readonly icon: Icon
  readonly tone: 'loud' | 'warn' | 'quiet' | 'good'
  readonly meaning: string
}

const healthLooks: Readonly<Record<ManifestHealth, HealthLook>> = {
  corrupt: {
    word: 'corrupt',
    icon: IconFileBroken,
    tone: 'loud',
    meaning: 'Records or metadata are damaged; Assay will not write to it until it is repaired.',
  },
  'mixed-versions': {
    word: 'mixed versions',
    icon: IconVersions,
    tone: 'warn',
    meaning: 'Its records were written by several versions of the pipeline.',
  },
  stale: { word: 'stale', icon: IconHourglassEmpty, tone: 'warn', meaning: 'It had no update for longer than is set.' },
  empty: { word: 'empty', icon: IconCircleDashed, tone: 'quiet', meaning: 'It has no records.' },
  valid: { word: 'valid', icon: IconCircleCheck, tone: 'good', meaning: 'Every field is as it should be.' },
}

/** How a process manifest stands: an icon, a word and a colour. */
export function HealthBadge({ health }: { readonly health: ManifestHealth }) {
  const { word, icon: HealthIcon, tone, meaning } = healthLooks[health]
  return (
    <span className={styles.badge} data-tone={tone} title={meaning}>
      <HealthIcon size={14} aria-hidden />
      {word}
    </span>
  )
}
