import { Button, Checkbox, Modal } from '@mantine/core'
import { useRef } from 'react'
import { useDialogs, type PickType } from '../../stores/dialog-store.ts'
import type { Location } from '../../../shared/ipc/library-schemas.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { PickerList } from './picker-list.tsx'
import { PickerPathField } from './picker-path-field.tsx'
import { PickerShortcuts } from './picker-shortcuts.tsx'
import { usePicker, type Picker } from './use-picker.ts'
import styles from './picker.module.css'

const words: Readonly<Record<PickType, { readonly title: string; readonly confirm: string }>> = {
  folder: { title: 'Choose a folder', confirm: 'Choose this folder' },
  manifest: { title: 'Choose a manifest', confirm: 'Open this manifest' },
  plan: { title: 'Choose a plan', confirm: 'Open this plan' },
  file: { title: 'Choose a file', confirm: 'Choose this file' },
}

function PickerFooter({
  picker,
  type,
  onCancel,
}: {
  readonly picker: Picker
  readonly type: PickType
  readonly onCancel: () => void
}) {
  return (
    <footer className={styles.footer}>
      <Checkbox
        label="Show hidden"
        checked={picker.showHidden}
        onChange={(event) => picker.setShowHidden(event.currentTarget.checked)}
      />
      <span className={styles.gap} />
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button disabled={!picker.canConfirm} onClick={picker.confirm}>
        {words[type].confirm}
      </Button>
    </footer>
  )
}

function PickerBody({
  type,
  settle,
}: {
  readonly type: PickType
  readonly settle: (location: Location | null) => void
}) {
  const picker = usePicker(type, settle)
  const pathRef = useRef<HTMLInputElement>(null)
  const typePath = (firstCharacter: string): void => {
    picker.type(firstCharacter)
    pathRef.current?.focus()
  }
  return (
    <div className={styles.picker}>
      <PickerPathField picker={picker} inputRef={pathRef} />
      <div className={styles.columns}>
        <PickerShortcuts picker={picker} />
        <PickerList picker={picker} type={type} onTypePath={typePath} />
      </div>
      {picker.failure !== null && <FailurePanel failure={picker.failure} />}
      <PickerFooter picker={picker} type={type} onCancel={() => settle(null)} />
    </div>
  )
}

/** Picks a folder or manifest inside the app, for hosts without native dialogs. */
export function PickerDialog() {
  const picking = useDialogs((state) => state.picking)
  if (picking === null) return null
  const { type, settle } = picking
  return (
    <Modal opened onClose={() => settle(null)} title={words[type].title} size={720} zIndex={250}>
      <PickerBody type={type} settle={settle} />
    </Modal>
  )
}
