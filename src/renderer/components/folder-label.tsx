import { IconChevronRight, IconFolder, IconFolderOpen } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { PathText } from './path-text.tsx'
import styles from './folder-label.module.css'

interface Props {
  readonly name: string
  readonly isExpanded: boolean
  readonly onToggle: () => void
}

/** A folder of a tree, with what opens it. The grid has the focus and the arrow keys; the button is for the pointer. */
export function FolderLabel({ name, isExpanded, onToggle }: Props) {
  const toggle = (event: MouseEvent): void => {
    event.stopPropagation()
    onToggle()
  }
  const FolderIcon = isExpanded ? IconFolderOpen : IconFolder
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        className={styles.chevron}
        data-open={isExpanded || undefined}
        aria-label={isExpanded ? 'Close' : 'Open'}
        onClick={toggle}
      >
        <IconChevronRight size={14} aria-hidden />
      </button>
      <FolderIcon size={15} className={styles.icon} aria-hidden />
      <PathText path={name} />
    </>
  )
}
