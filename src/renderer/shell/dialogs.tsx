import { useDialogs } from '../stores/dialog-store.ts'
import { KeysDialog } from '../views/keys/keys-dialog.tsx'
import { SettingsDialog } from '../views/settings/settings-dialog.tsx'
import { SnapshotDialog } from '../views/snapshot/snapshot-dialog.tsx'
import { VerifyDialog } from '../views/verify/verify-dialog.tsx'

export function Dialogs() {
  const dialog = useDialogs((state) => state.dialog)
  if (dialog === null) return null
  if (dialog.kind === 'snapshot') {
    return <SnapshotDialog firstLocation={dialog.location} firstBase={dialog.baseManifestId} />
  }
  if (dialog.kind === 'verify') {
    return <VerifyDialog manifestId={dialog.manifestId} firstLocation={dialog.location} />
  }
  return dialog.kind === 'settings' ? <SettingsDialog /> : <KeysDialog />
}
