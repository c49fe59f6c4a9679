import { useEffect, useRef, type ReactNode } from 'react'
import { SafeText } from '../components/safe-text.tsx'
import { escapeUnsafe } from '../format/safe-text.ts'
import styles from './sidebar.module.css'

interface Props {
  readonly href: string
  readonly isCurrent: boolean
  readonly icon: ReactNode
  readonly label: string
  readonly note?: string
  readonly title?: string
  /** A button at the end, shown on hover and focus. */
  readonly action?: ReactNode
  /** Fraction of a thin bar below; null while unknown. */
  readonly progress?: number | null
}

export function SidebarLink({ href, isCurrent, icon, label, note, title, action, progress }: Props) {
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isCurrent) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <li ref={ref} className={styles.item} data-current={isCurrent || undefined}>
      <a
        href={href}
        className={styles.link}
        aria-current={isCurrent ? 'page' : undefined}
        title={title === undefined ? undefined : escapeUnsafe(title)}
      >
        <span className={styles.icon}>{icon}</span>
        <span className={styles.label}>
          <SafeText text={label} />
        </span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </a>
      {action}
      {progress !== undefined && (
        <span className={styles.track} aria-hidden>
          <span
            className={progress === null ? styles.barUnknown : styles.bar}
            style={progress === null ? undefined : { transform: `scaleX(${progress})` }}
          />
        </span>
      )}
    </li>
  )
}
