import type { ReactNode } from 'react'
import styles from './view-header.module.css'

interface Props {
  readonly title: ReactNode
  readonly subtitle?: ReactNode
  readonly icon?: ReactNode
  readonly children?: ReactNode
}

/** The head of a view: what it is on the left, what can be done on the right. */
export function ViewHeader({ title, subtitle, icon, children }: Props) {
  return (
    <header className={styles.header}>
      {icon}
      <div className={styles.words}>
        <h1 className={styles.title}>{title}</h1>
        {subtitle !== undefined && <div className={styles.subtitle}>{subtitle}</div>}
      </div>
      <div className={styles.actions}>{children}</div>
    </header>
  )
}
