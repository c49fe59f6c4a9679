import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { IconCornerLeftUp } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import type { Picker } from './use-picker.ts'
import styles from './picker.module.css'

interface Props {
  readonly picker: Picker
  readonly inputRef: RefObject<HTMLInputElement | null>
}

/** Where the picker is, and a place to type where it shall go. */
export function PickerPathField({ picker, inputRef }: Props) {
  const parent = picker.listing?.parent ?? null
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    // The first Enter goes there, the second takes it.
    if (picker.isTyped) picker.goTo()
    else picker.confirm()
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
        ref={inputRef}
        className={styles.pathField}
        classNames={{ input: styles.pathInput ?? '' }}
        aria-label="Path"
        placeholder="Type a path and press Enter"
        spellCheck={false}
        value={picker.path}
        readOnly={!picker.isPathKnown}
        onChange={(event) => picker.type(event.currentTarget.value)}
        onKeyDown={handleKey}
      />
    </div>
  )
}
