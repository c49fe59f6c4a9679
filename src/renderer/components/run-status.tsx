import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconLoader2,
  IconPlugConnectedX,
  type Icon,
} from '@tabler/icons-react'
import type { RunStatus } from '../../shared/model/ledger.ts'
import styles from './run-status.module.css'

interface StatusLook {
  readonly word: string
  readonly icon: Icon
  readonly tone: 'good' | 'warn' | 'bad' | 'quiet' | 'live'
}

const statusLooks: Readonly<Record<RunStatus, StatusLook>> = {
  started: { word: 'running', icon: IconLoader2, tone: 'live' },
  completed: { word: 'completed', icon: IconCircleCheck, tone: 'good' },
  'completed-with-errors': { word: 'completed with errors', icon: IconAlertTriangle, tone: 'warn' },
  failed: { word: 'failed', icon: IconCircleX, tone: 'bad' },
  cancelled: { word: 'cancelled', icon: IconBan, tone: 'quiet' },
  aborted: { word: 'aborted', icon: IconPlugConnectedX, tone: 'bad' },
}

/** How a run of the ledger stands: an icon, a word and a colour. */
export function RunStatusBadge({ status }: { readonly status: RunStatus }) {
  const { word, icon: StatusIcon, tone } = statusLooks[status]
  return (
    <span className={styles.badge} data-tone={tone}>
      <StatusIcon size={15} aria-hidden className={styles.icon} />
      {word}
    </span>
  )
}
