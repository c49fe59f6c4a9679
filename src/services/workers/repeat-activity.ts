import { addFiles, importFolder, importRunLogs, recordAudit, type RunControl } from '../../engine/index.ts'
import type { ActivityRequest } from './operation-protocol.ts'

/** Does an audit or import of the past once more, as a new run. Errors: those of what it does. */
export async function repeatActivity(
  { activity, workspace, toolVersion }: ActivityRequest,
  control: RunControl,
): Promise<void> {
  const run = { workspace, toolVersion }
  if (activity.kind === 'audit') await recordAudit(activity.options, run, control)
  else if (activity.kind === 'add-files') await addFiles(activity.options, run, control)
  else if (activity.kind === 'import-folder') await importFolder(activity.options, run, control)
  else await importRunLogs({ ...run, paths: activity.paths, isRecorded: true, onStart: control.onStart })
}
