import { IconAlertTriangle, IconHourglassEmpty } from '@tabler/icons-react'
import type { ManifestCard } from '../../../../shared/ipc/pipeline-schemas.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import { SizeText } from '../../../components/size-text.tsx'
import { TimeText } from '../../../components/time-text.tsx'
import { countOf } from '../../../format/quantity.ts'
import { escapeUnsafe } from '../../../format/safe-text.ts'
import { HealthBadge } from '../looks/health-badge.tsx'
import { toUtc } from '../times.ts'
import { AddsSparkline } from './adds-sparkline.tsx'
import { describeVersions, listVersions, nameCard } from './card-facts.ts'
import styles from './cards.module.css'

interface Props {
  readonly card: ManifestCard
  /** Whether the records below are those of this manifest alone. */
  readonly isOn: boolean
  readonly onToggle: () => void
  readonly onProblems: () => void
}

function Name({ card }: Pick<Props, 'card'>) {
  return (
    <span className={styles.name} title={escapeUnsafe(card.fileName)}>
      <SafeText text={nameCard(card)} />
    </span>
  )
}

function Numbers({ card }: Pick<Props, 'card'>) {
  const isMixed = card.versions.length > 1
  return (
    <span className={styles.numbers}>
      <span>{countOf(card.recordCount, 'record')}</span>
      <SizeText sizeBytes={card.totalSizeBytes} />
      <span
        className={styles.versions}
        data-warn={isMixed || undefined}
        title={escapeUnsafe(isMixed ? listVersions(card.versions) : `version ${describeVersions(card)}`)}
      >
        <SafeText text={describeVersions(card)} />
      </span>
    </span>
  )
}

function Updated({ card }: Pick<Props, 'card'>) {
  const updatedUtc = toUtc(card.updatedMs)
  const isStale = card.health.includes('stale')
  return (
    <span className={styles.updated} data-warn={isStale || undefined}>
      {isStale && <IconHourglassEmpty size={12} aria-label="stale" />}
      {updatedUtc === null ? 'no time of update' : <TimeText timestampUtc={updatedUtc} />}
    </span>
  )
}

/** One process manifest: how it stands, what it holds, when it grew. Pressed, the records below are its own. */
export function ManifestCardItem({ card, isOn, onToggle, onProblems }: Props) {
  const isCorrupt = card.health.includes('corrupt')
  return (
    <li className={styles.card} data-on={isOn || undefined} data-corrupt={isCorrupt || undefined}>
      <button
        type="button"
        data-walk
        className={styles.cover}
        aria-pressed={isOn}
        aria-label={`Only records of ${escapeUnsafe(nameCard(card))}`}
        onClick={onToggle}
      />
      <Name card={card} />
      <span className={styles.top}>
        <span className={styles.process}>
          <SafeText text={card.process ?? 'process not said'} />
        </span>
        <HealthBadge health={card.health[0] ?? 'valid'} />
      </span>
      <Numbers card={card} />
      <span className={styles.foot}>
        {card.problemCount > 0 || card.failure !== null ? (
          <button type="button" className={styles.problems} onClick={onProblems}>
            <IconAlertTriangle size={13} aria-hidden />
            {card.problemCount > 0 ? countOf(card.problemCount, 'problem') : 'cannot be read'}
          </button>
        ) : (
          <AddsSparkline adds={card.adds} />
        )}
        <Updated card={card} />
      </span>
    </li>
  )
}
