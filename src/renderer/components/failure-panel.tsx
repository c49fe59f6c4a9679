import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { WireError } from '../../shared/errors/wire-error.ts'
import { describeFailure } from '../stores/failure-advice.ts'
import { PathText } from './path-text.tsx'
import { SafeText } from './safe-text.tsx'
import styles from './failure-panel.module.css'

interface Props {
  readonly failure: WireError
  /** Said instead of the failure's own sentence, where the view knows better what can be done here. */
  readonly message?: string
  /** The next steps: buttons. */
  readonly children?: ReactNode
}

/** What went wrong, with which path, and what to do now. */
export function FailurePanel({ failure, message = failure.message, children }: Props) {
  const { title } = describeFailure(failure)
  const { path, causes = [] } = failure
  const isPathNamed = path === undefined || [message, ...causes].some((text) => text.includes(path))
  return (
    <div className={styles.panel} role="alert">
      <IconAlertTriangle size={20} className={styles.icon} aria-hidden />
      <div className={styles.body}>
        <h2 className={styles.title}>{title}</h2>
        <p>
          <SafeText text={message} />
        </p>
        {!isPathNamed && (
          <p className={styles.path}>
            <PathText path={path} isMono />
          </p>
        )}
        {causes.map((cause) => (
          <p key={cause} className={styles.cause}>
            <SafeText text={cause} />
          </p>
        ))}
        {children !== undefined && <div className={styles.actions}>{children}</div>}
      </div>
    </div>
  )
}
