import { useResizeObserver } from '@mantine/hooks'
import { useMemo } from 'react'
import type { Verdict } from '../../../../shared/model/verdict.ts'
import { walkByArrows } from '../../../components/arrow-walk.ts'
import { FilterChip } from '../../../components/filter-chip.tsx'
import { verdictColor, verdictLooks, verdictOrder } from '../../../components/verdict-look.tsx'
import { formatCount } from '../../../format/quantity.ts'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'
import { countWords, measureInPage } from './chip-words.ts'
import styles from './toolbar.module.css'

interface ChipProps {
  readonly verdict: Verdict
  readonly count: number
  readonly isOn: boolean
  readonly isShort: boolean
  readonly onToggle: () => void
}

function VerdictChip({ verdict, count, isOn, isShort, onToggle }: ChipProps) {
  const { icon: VerdictIcon, word, meaning } = verdictLooks[verdict]
  return (
    <FilterChip
      label={
        <>
          <VerdictIcon size={13} stroke={2} aria-hidden />
          <span className={isShort ? 'visually-hidden' : undefined}>{word}</span>
        </>
      }
      count={count}
      isOn={isOn}
      color={verdictColor(verdict)}
      isLoud={verdict === 'suspected-corruption' && count > 0}
      title={isShort ? `${word}: ${meaning}` : meaning}
      onToggle={onToggle}
    />
  )
}

/** Every verdict that occurs, loudest first, to filter by; without room the quieter ones keep icon and count only. */
export function VerdictChips({ model }: { readonly model: ComparisonModel }) {
  const [boxRef, rect] = useResizeObserver<HTMLDivElement>()
  const on = model.query.verdicts
  const counts = model.totals?.counts ?? {}
  const shown = verdictOrder.filter((verdict) => (model.wholeCounts[verdict] ?? 0) > 0 || on.includes(verdict))
  const widthPx = Math.round(rect.width)
  const measure = useMemo(() => measureInPage(), [])
  const wordCount = countWords(
    shown.map((verdict) => ({ word: verdictLooks[verdict].word, count: formatCount(counts[verdict] ?? 0) })),
    widthPx === 0 ? Infinity : widthPx,
    measure,
  )
  const toggle = (verdict: Verdict): void =>
    attempt(() =>
      model.change({ verdicts: on.includes(verdict) ? on.filter((other) => other !== verdict) : [...on, verdict] }),
    )
  return (
    <div ref={boxRef} className={styles.chipsBox}>
      {/* Arrows walk the chips, each of which is a button of its own. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={styles.chips}
        role="group"
        aria-label="Filter by verdict"
        onKeyDown={(event) => walkByArrows(event, 'button', 'row')}
      >
        {shown.map((verdict, index) => (
          <VerdictChip
            key={verdict}
            verdict={verdict}
            count={counts[verdict] ?? 0}
            isOn={on.includes(verdict)}
            isShort={index >= wordCount && !on.includes(verdict)}
            onToggle={() => toggle(verdict)}
          />
        ))}
      </div>
    </div>
  )
}
