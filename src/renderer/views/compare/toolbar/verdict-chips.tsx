import { useResizeObserver } from '@mantine/hooks'
import { useLayoutEffect, useState } from 'react'
import type { Verdict, VerdictCounts } from '../../../../shared/model/verdict.ts'
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

/** Whether the words have no room; asked anew whenever the width or what is said changes. */
function useTightness(widthPx: number, content: string, element: HTMLElement | null): boolean {
  const [tightFor, setTightFor] = useState<string>()
  const key = `${widthPx} ${content}`
  const isTight = tightFor === key
  useLayoutEffect(() => {
    if (!isTight && element !== null && element.scrollWidth > element.clientWidth) setTightFor(key)
  }, [isTight, element, key])
  return isTight
}

/** Every verdict that occurs, loudest first, to filter by; without room the quieter ones keep icon and count only. */
export function VerdictChips({ model, whole }: { readonly model: ComparisonModel; readonly whole: VerdictCounts }) {
  const [boxRef, rect] = useResizeObserver<HTMLDivElement>()
  const [box, setBox] = useState<HTMLDivElement | null>(null)
  const on = model.query.verdicts
  const counts = model.totals?.counts ?? whole
  const shown = verdictOrder.filter(
    (verdict) => (whole[verdict] ?? 0) > 0 || (counts[verdict] ?? 0) > 0 || on.includes(verdict),
  )
  const content = shown.map((verdict) => `${verdict}${counts[verdict] ?? 0}`).join(' ')
  const isTight = useTightness(Math.round(rect.width), content, box)
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
        {shown.map((verdict) => (
          <VerdictChip
            key={verdict}
            verdict={verdict}
            count={counts[verdict] ?? 0}
            isOn={on.includes(verdict)}
            isShort={isTight && !on.includes(verdict)}
            onToggle={() => toggle(verdict)}
          />
        ))}
      </div>
    </div>
  )
}
