import { ActionIcon, Button, Checkbox, Tooltip } from '@mantine/core'
import { IconArrowsDiff, IconArrowsLeftRight } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { ViewHeader } from '../../components/view-header.tsx'
import { useTakeDropped, type Dropped } from '../../shell/drop-taker.ts'
import { useViewKey } from '../../shell/use-view-key.ts'
import { compareDraft } from '../../stores/compare-actions.ts'
import { setSide, setSides, swapDraft, useDraft, type DraftSide, type SideName } from '../../stores/draft-store.ts'
import { loadLibrary } from '../../stores/library-store.ts'
import { attempt, tell } from '../../stores/notices.ts'
import { whyNotReady } from '../../stores/draft-state.ts'
import { RecentComparisons } from './recent-comparisons.tsx'
import { SideCard } from './sides/side-card.tsx'
import { Suggestions } from './suggestions.tsx'
import styles from './compare-start.module.css'

function sideOf({ location, type }: Dropped): DraftSide {
  return { type: 'location', kind: type, location }
}

/** Two things fill both sides; one goes to the side it was dropped on, else to the one that is missing. */
function takeDropped(dropped: readonly Dropped[], target: EventTarget | null): void {
  const [first, second] = dropped.map(sideOf)
  if (first === undefined) return
  if (second !== undefined) {
    setSides(first, second)
    if (dropped.length > 2) tell('Only two can be compared', 'The first two of what was dropped were taken.')
    return
  }
  const named = target instanceof Element ? target.closest('[data-side]')?.getAttribute('data-side') : null
  const missing: SideName = useDraft.getState().left === null ? 'left' : 'right'
  setSide(named === 'left' || named === 'right' ? named : missing, first)
}

function StartActions() {
  const { left, right, isStrict } = useDraft()
  const [isBusy, run] = useBusy()
  const reason = whyNotReady(left, right)
  return (
    <>
      <Tooltip label="Counts touched files as findings: same content, other time or mode">
        <Checkbox
          label="Strict"
          checked={isStrict}
          onChange={(event) => useDraft.setState({ isStrict: event.currentTarget.checked })}
        />
      </Tooltip>
      <span className={styles.reason} role="status">
        {reason}
      </span>
      <Button
        {...(reason === null ? { 'data-next-step': true } : {})}
        leftSection={<IconArrowsDiff size={14} />}
        disabled={reason !== null}
        loading={isBusy}
        onClick={() => run(compareDraft)}
      >
        Compare
      </Button>
    </>
  )
}

function SidesRow() {
  const { left, right, failure } = useDraft()
  const failureOf = (name: SideName) => (failure?.name === name ? failure.wire : null)
  return (
    <div className={styles.sides}>
      <SideCard name="left" side={left} other={right} failure={failureOf('left')} />
      <Tooltip label="Swap the sides (x)">
        <ActionIcon
          className={styles.swap}
          variant="default"
          size="lg"
          radius="xl"
          aria-label="Swap the sides"
          disabled={left === null && right === null}
          onClick={swapDraft}
        >
          <IconArrowsLeftRight size={16} />
        </ActionIcon>
      </Tooltip>
      <SideCard name="right" side={right} other={left} failure={failureOf('right')} />
    </div>
  )
}

/** Where two sides are picked or dropped; what would mostly be compared is one click away. */
export function CompareStart() {
  const failure = useDraft((state) => state.failure)
  const boxRef = useRef<HTMLDivElement>(null)
  useFirstFocus(boxRef, '[data-next-step]')
  useViewKey('x', swapDraft)
  useTakeDropped(takeDropped)
  useEffect(() => {
    const refresh = (): void => attempt(loadLibrary)
    refresh()
    window.addEventListener('focus', refresh)
    return () => window.removeEventListener('focus', refresh)
  }, [])
  return (
    <div ref={boxRef} className={styles.view}>
      <ViewHeader title="Compare" subtitle="What differs between two manifests or folders">
        <StartActions />
      </ViewHeader>
      <div className={styles.page}>
        <SidesRow />
        {failure !== null && failure.name === null && <FailurePanel failure={failure.wire} />}
        <Suggestions />
        <RecentComparisons />
      </div>
    </div>
  )
}
