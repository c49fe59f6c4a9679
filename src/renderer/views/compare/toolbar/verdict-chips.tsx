import { useResizeObserver } from '@mantine/hooks'
import { useLayoutEffect, useState } from 'react'
import type { Verdict } from '../../../../shared/model/verdict.ts'
import { walkByArrows } from '../../../components/arrow-walk.ts'
import { FilterChip } from '../../../components/filter-chip.tsx'
import { verdictColor, verdictLooks, verdictOrder } from '../../../components/verdict-look.tsx'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'
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
          <span data-word className={isShort ? 'visually-hidden' : undefined}>
            {word}
          </span>
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

const gapPx = 6

/** How many of the first chips keep their word so that all of them fit, as measured with all their words. */
function countWords(strip: HTMLElement): number {
  const chips = [...strip.querySelectorAll('button')]
  const wordsPx = chips.map((chip) => (chip.querySelector<HTMLElement>('[data-word]')?.offsetWidth ?? 0) + gapPx)
  let excessPx = strip.scrollWidth - strip.clientWidth
  let count = chips.length
  while (excessPx > 0 && count > 0) excessPx -= wordsPx[--count] ?? 0
  return count
}

/** Measured anew, with all words, whenever the width or what is said changes. */
function useWordCount(widthPx: number, content: string, strip: HTMLElement | null): number {
  const [measured, setMeasured] = useState({ key: '', count: 0 })
  const key = `${widthPx} ${content}`
  const isMeasured = measured.key === key
  useLayoutEffect(() => {
    if (!isMeasured && strip !== null) setMeasured({ key, count: countWords(strip) })
  }, [isMeasured, strip, key])
  return isMeasured ? measured.count : Infinity
}

/** Every verdict that occurs, loudest first, to filter by; without room the quieter ones keep icon and count only. */
export function VerdictChips({ model }: { readonly model: ComparisonModel }) {
  const [boxRef, rect] = useResizeObserver<HTMLDivElement>()
  const [box, setBox] = useState<HTMLDivElement | null>(null)
  const on = model.query.verdicts
  const counts = model.totals?.counts ?? {}
  const shown = verdictOrder.filter((verdict) => (model.wholeCounts[verdict] ?? 0) > 0 || on.includes(verdict))
  const content = shown.map((verdict) => `${verdict}${counts[verdict] ?? 0}`).join(' ')
  const wordCount = useWordCount(Math.round(rect.width), content, box)
  const toggle = (verdict: Verdict): void =>
    attempt(() =>
      model.change({ verdicts: on.includes(verdict) ? on.filter((other) => other !== verdict) : [...on, verdict] }),
    )
  return (
    <div ref={boxRef} className={styles.chipsBox}>
      {/* Arrows walk the chips, each of which is a button of its own. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={setBox}
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
