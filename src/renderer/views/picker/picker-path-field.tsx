import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { IconCornerLeftUp } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import type { Picker } from './use-picker.ts'
import styles from './picker.module.css'

/** Where the picker is, and a place to type where it shall go. */
export function PickerPathField({ picker }: { readonly picker: Picker }) {
  const shownPath = picker.listing?.location.displayPath ?? ''
  const [path, setPath] = useState(shownPath)
  const [lastShown, setLastShown] = useState(shownPath)
  if (shownPath !== lastShown) {
    setLastShown(shownPath)
    setPath(shownPath)
  }
  const parent = picker.listing?.parent ?? null
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || path.trim() === '') return
    event.preventDefault()
    picker.goTo(path.trim())
  }
  return (
    <div className={styles.pathRow}>
      <Tooltip label="Up one folder (Backspace)">
        <ActionIcon
          variant="default"
          aria-label="Up one folder"
          disabled={parent === null}
          onClick={() => parent !== null && picker.browse(parent)}
        >
          <IconCornerLeftUp size={16} />
        </ActionIcon>
      </Tooltip>
      <TextInput
        className={styles.pathField}
        classNames={{ input: styles.pathInput ?? '' }}
        aria-label="Path"
        placeholder="Type a path and press Enter"
        spellCheck={false}
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
        onKeyDown={handleKey}
      />
    </div>
  )
}
