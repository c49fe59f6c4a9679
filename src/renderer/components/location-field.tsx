import { Button } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { useId } from 'react'
import { PathText } from './path-text.tsx'
import styles from './location-field.module.css'

interface Props {
  readonly label: string
  readonly path: string | null
  readonly buttonLabel?: string
  readonly onChoose: () => void
}

/** A chosen folder and the button that chooses another. */
export function LocationField({ label, path, buttonLabel = 'Choose…', onChoose }: Props) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} className={styles.label}>
        {label}
      </div>
      <div className={styles.row}>
        <span className={styles.path}>
          <IconFolder size={14} aria-hidden className={styles.icon} />
          {path === null ? <span className={styles.none}>none chosen</span> : <PathText path={path} isMono />}
        </span>
        <Button variant="default" onClick={onChoose}>
          {buttonLabel}
        </Button>
      </div>
    </div>
  )
}
