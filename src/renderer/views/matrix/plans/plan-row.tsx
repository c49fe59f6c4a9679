import { ActionIcon, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconFileOff, IconGridDots, IconLoader2, IconX } from '@tabler/icons-react'
import type { PlanItem } from '../../../../shared/ipc/matrix-schemas.ts'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { formatCount } from '../../../format/quantity.ts'
import { removePlan } from '../../../stores/matrix/plans-store.ts'
import { attempt } from '../../../stores/notices.ts'
import { formatRoute } from '../../../stores/route-store.ts'
import { ProgressLine } from '../progress-line.tsx'
import shared from '../matrix.module.css'
import styles from './plans.module.css'

function Standing({ plan }: { readonly plan: PlanItem }) {
  if (plan.state === 'missing') {
    return (
      <span className={styles.standing} data-tone="warn">
        <IconFileOff size={15} aria-hidden /> not there now
      </span>
    )
  }
  if (plan.state === 'invalid') {
    return (
      <span className={styles.standing} data-tone="bad">
        <IconAlertTriangle size={15} aria-hidden /> has problems
      </span>
    )
  }
  return (
    <>
      {plan.buildingCount > 0 && (
        <span className={styles.standing} data-tone="live">
          <IconLoader2 size={15} aria-hidden className={shared.turning} /> {formatCount(plan.buildingCount)} building
        </span>
      )}
      {plan.cellCount === 0 ? (
        <span className={styles.standing}>no cells yet</span>
      ) : (
        <ProgressLine doneCount={plan.doneCount} cellCount={plan.cellCount} />
      )}
    </>
  )
}

/** One plan of the list: where it lies, and how much of it is done. */
export function PlanRow({ plan }: { readonly plan: PlanItem }) {
  const remove = (): void => attempt(() => removePlan(plan.planId))
  return (
    <li className={styles.row}>
      <a className={styles.rowLink} href={formatRoute({ view: 'matrix', planId: plan.planId, cell: null })} data-walk>
        <IconGridDots size={20} aria-hidden className={styles.rowIcon} />
        <span className={styles.rowWords}>
          <span className={styles.rowName}>
            <SafeText text={plan.name} />
          </span>
          <span className={styles.rowPath}>
            <PathText path={plan.location.displayPath} isMono />
          </span>
        </span>
        <Standing plan={plan} />
      </a>
      <Tooltip label="Take out of this list; nothing is deleted">
        <ActionIcon aria-label={`Take ${plan.name} out of the list`} onClick={remove}>
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </li>
  )
}
