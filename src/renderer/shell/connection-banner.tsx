import { IconPlugConnectedX } from '@tabler/icons-react'
import { useApp } from '../stores/app-store.ts'
import styles from './shell.module.css'

export function ConnectionBanner() {
  const connection = useApp((state) => state.connection)
  if (connection !== 'retrying') return null
  return (
    <div className={styles.banner} role="status">
      <IconPlugConnectedX size={16} aria-hidden />
      <span>
        <strong>Connection lost, retrying.</strong> If Assay was started anew, open the address it printed.
      </span>
    </div>
  )
}
