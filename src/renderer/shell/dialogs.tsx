import { useDialogs } from '../stores/dialog-store.ts'
import { KeysDialog } from '../views/keys/keys-dialog.tsx'
import { ReportDialog } from '../views/report/report-dialog.tsx'
import { RunLogDialog } from '../views/run-page/run-log-dialog.tsx'
import { SettingsDialog } from '../views/settings/settings-dialog.tsx'
import { SnapshotDialog } from '../views/snapshot/snapshot-dialog.tsx'
import { VerifyDialog } from '../views/verify/verify-dialog.tsx'

export function Dialogs() {
  const dialog = useDialogs((state) => state.dialog)
  if (dialog === null) return null
  if (dialog.kind === 'snapshot') {
    const { location, baseManifestId } = dialog
    return <SnapshotDialog key={location?.token} firstLocation={location} firstBase={baseManifestId} />
  }
  if (dialog.kind === 'verify') {
    const { manifestId, location, isQuick = false, isStrict = false } = dialog
    return (
      <VerifyDialog manifestId={manifestId} firstLocation={location} isFirstQuick={isQuick} isFirstStrict={isStrict} />
    )
  }
  if (dialog.kind === 'export') return <ReportDialog subject={dialog.subject} />
  if (dialog.kind === 'export-log') return <RunLogDialog runId={dialog.runId} suggestedName={dialog.suggestedName} />
  return dialog.kind === 'settings' ? <SettingsDialog /> : <KeysDialog />
}
