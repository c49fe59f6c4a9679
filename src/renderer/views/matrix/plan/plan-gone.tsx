import { Button } from '@mantine/core'
import { IconFileOff } from '@tabler/icons-react'
import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { PathText } from '../../../components/path-text.tsx'
import { choosePlan, removePlan } from '../../../stores/matrix/plans-store.ts'
import { attempt } from '../../../stores/notices.ts'
import { planMove } from '../../../stores/route-store.ts'
import styles from './plan.module.css'

/** A plan whose file is not where it was. */
export function PlanGone({ planId, detail }: { readonly planId: string; readonly detail: MatrixDetail }) {
  const remove = async (): Promise<void> => {
    const go = planMove()
    await removePlan(planId)
    go({ view: 'matrix', planId: null, cell: null })
  }
  return (
    <div className={styles.empty}>
      <IconFileOff size={40} stroke={1.4} aria-hidden />
      <h2>The plan’s file is not there</h2>
      <p className={styles.emptyPath}>
        <PathText path={detail.item.location.displayPath} isMono />
      </p>
      <p>It may be moved, or on a drive that is away. As soon as it is back, its grid is too.</p>
      <div className={styles.emptyActions}>
        <Button variant="default" onClick={() => attempt(choosePlan)}>
          Open it where it is now…
        </Button>
        <Button variant="default" onClick={() => attempt(remove)}>
          Take out of the list
        </Button>
      </div>
    </div>
  )
}
