import { IconFolder, IconHome, IconServer } from '@tabler/icons-react'
import type { Picker } from './use-picker.ts'
import styles from './picker.module.css'

export function PickerShortcuts({ picker }: { readonly picker: Picker }) {
  const { listing } = picker
  return (
    <ul className={styles.shortcuts} aria-label="Shortcuts">
      {(listing?.shortcuts ?? []).map(({ label, location }, index) => {
        const ShortcutIcon = index === 0 ? IconHome : location.displayPath === '/' ? IconServer : IconFolder
        return (
          <li key={location.displayPath}>
            <button
              type="button"
              className={styles.shortcut}
              aria-current={location.displayPath === listing?.location.displayPath || undefined}
              title={location.displayPath}
              onClick={() => picker.browse(location)}
            >
              <ShortcutIcon size={14} aria-hidden />
              <span>{label}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
