import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import { SafeText } from '../components/safe-text.tsx'
import { putAwayWarning, useApp } from '../stores/app-store.ts'
import styles from './shell.module.css'

const none: readonly string[] = []

/** What went wrong without stopping anything, such as a damaged settings file. */
export function WarningsBar() {
  const warnings = useApp((state) => state.description?.warnings ?? none)
  const readWarnings = useApp((state) => state.readWarnings)
  const shown = warnings.filter((warning) => !readWarnings.includes(warning))
  if (shown.length === 0) return null
  return (
    <ul className={styles.warnings} aria-label="Warnings">
      {shown.map((warning) => (
        <li key={warning} className={styles.warning} role="status">
          <IconAlertTriangle size={16} aria-hidden />
          <span className={styles.warningWords}>
            <SafeText text={warning} />
          </span>
          <ActionIcon
            size="sm"
            title="Put this warning away"
            aria-label="Put this warning away"
            onClick={() => putAwayWarning(warning)}
          >
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}
