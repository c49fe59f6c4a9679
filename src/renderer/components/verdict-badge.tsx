import type { Verdict } from '../../shared/model/verdict.ts'
import { verdictColor, verdictLooks } from './verdict-look.tsx'
import styles from './verdict-badge.module.css'

interface Props {
  readonly verdict: Verdict
  readonly hasWord?: boolean
}

/** Icon and word of a verdict, the same wherever one is shown. */
export function VerdictBadge({ verdict, hasWord = true }: Props) {
  const { icon: VerdictIcon, word, meaning } = verdictLooks[verdict]
  const isLoud = verdict === 'suspected-corruption'
  return (
    <span
      className={styles.badge}
      data-loud={isLoud || undefined}
      style={{ '--verdict': verdictColor(verdict) }}
      title={meaning}
    >
      <VerdictIcon size={14} stroke={2} aria-hidden />
      <span className={hasWord ? styles.word : 'visually-hidden'}>{word}</span>
    </span>
  )
}
