import { Button } from '@mantine/core'
import { IconGridDots } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { PlanItem } from '../../../../shared/ipc/matrix-schemas.ts'
import { walkByArrows } from '../../../components/arrow-walk.ts'
import { FailurePanel } from '../../../components/failure-panel.tsx'
import { SearchField } from '../../../components/search-field.tsx'
import { useFirstFocus } from '../../../components/use-first-focus.ts'
import { ViewHeader } from '../../../components/view-header.tsx'
import { countOf } from '../../../format/quantity.ts'
import { useFindTarget } from '../../../shell/find-target.ts'
import { choosePlan, followPlans, loadPlans, usePlans } from '../../../stores/matrix/plans-store.ts'
import { attempt } from '../../../stores/notices.ts'
import { useDroppedPlans } from '../use-dropped-plans.ts'
import { PlanRow } from './plan-row.tsx'
import { PlansEmpty } from './plans-empty.tsx'
import styles from './plans.module.css'

const rowSelector = '[data-walk]'

function matches({ name, location }: PlanItem, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  return name.toLowerCase().includes(wanted) || location.displayPath.toLowerCase().includes(wanted)
}

function PlansList({ plans }: { readonly plans: readonly PlanItem[] }) {
  const [search, setSearch] = useState('')
  const inputRef = useRef<HTMLInputElement>(null)
  const listRef = useRef<HTMLUListElement>(null)
  useFindTarget(inputRef)
  useFirstFocus(listRef, rowSelector)
  const shown = plans.filter((plan) => matches(plan, search))
  const leaveSearch = (): void => listRef.current?.querySelector<HTMLElement>(rowSelector)?.focus()
  return (
    <>
      <ViewHeader title="Matrix" subtitle={countOf(plans.length, 'plan')}>
        <SearchField
          className={styles.search}
          label="Search plans"
          value={search}
          onChange={setSearch}
          onLeave={leaveSearch}
          inputRef={inputRef}
        />
        <Button leftSection={<IconGridDots size={14} />} onClick={() => attempt(choosePlan)}>
          Open a plan…
        </Button>
      </ViewHeader>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move among the links inside */}
      <ul ref={listRef} className={styles.list} onKeyDown={(event) => walkByArrows(event, rowSelector)}>
        {shown.map((plan) => (
          <PlanRow key={plan.planId} plan={plan} />
        ))}
        {shown.length === 0 && <li className={styles.none}>No plan has “{search}” in its name or path.</li>}
      </ul>
    </>
  )
}

function PlansSkeleton() {
  return (
    <>
      <ViewHeader title="Matrix" subtitle="Reading…" />
      <div className={styles.list} aria-hidden>
        {[0, 1, 2].map((row) => (
          <div key={row} className={styles.rowSkeleton} />
        ))}
      </div>
    </>
  )
}

/** All plans that are kept in the list. */
export function PlansView() {
  const plans = usePlans((state) => state.plans)
  const failure = usePlans((state) => state.failure)
  useEffect(followPlans, [])
  useDroppedPlans()
  if (failure !== null && plans === null) {
    return (
      <>
        <ViewHeader title="Matrix" subtitle="The list of plans cannot be read" />
        <div className={styles.failed}>
          <FailurePanel failure={failure}>
            <Button variant="default" onClick={() => void loadPlans()}>
              Try again
            </Button>
          </FailurePanel>
        </div>
      </>
    )
  }
  if (plans === null) return <PlansSkeleton />
  return plans.length === 0 ? <PlansEmpty /> : <PlansList plans={plans} />
}
