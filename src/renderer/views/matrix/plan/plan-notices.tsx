import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import { useMatrix } from '../../../stores/matrix/matrix-store.ts'
import styles from './plan.module.css'

/** What is odd about a plan without keeping it from being used, and why what is shown may not be new. */
export function PlanNotices({ detail }: { readonly detail: MatrixDetail }) {
  const failure = useMatrix((state) => state.failure)
  const texts = [failure?.message, detail.notice, ...detail.warnings].filter((text) => typeof text === 'string')
  const isTracked = detail.item.state === 'ready' && !detail.isBuildable
  if (texts.length === 0 && !isTracked) return null
  return (
    <ul className={styles.notices} aria-label="Notices">
      {texts.map((text) => (
        <li key={text} className={styles.notice} data-tone="warn" role="status">
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            <SafeText text={text} />
          </span>
        </li>
      ))}
      {isTracked && (
        <li className={styles.notice}>
          <IconInfoCircle size={15} aria-hidden />
          <span>
            This plan names no builder, so its cells are tracked and not built. Give it a <code>build</code> command to
            build them from here.
          </span>
        </li>
      )}
    </ul>
  )
}
