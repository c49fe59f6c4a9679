import { Kbd } from '@mantine/core'
import { useCapabilities } from '../stores/app-store.ts'
import styles from './key-combo.module.css'

const macNames = new Map([
  ['Mod', '⌘'],
  ['Shift', '⇧'],
])

/** Keys as this platform names them. */
export function KeyCombo({ keys }: { readonly keys: readonly string[] }) {
  const { platform } = useCapabilities()
  const nameKey = (key: string): string => {
    if (platform === 'darwin') return macNames.get(key) ?? key
    return key === 'Mod' ? 'Ctrl' : key
  }
  return (
    <span className={styles.combo}>
      {keys.map((key) => (
        <Kbd key={key}>{nameKey(key)}</Kbd>
      ))}
    </span>
  )
}
