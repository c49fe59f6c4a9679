import { LocationField } from '../../components/location-field.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { pickInApp } from '../../stores/dialog-store.ts'
import { useExportFolder } from './export-folder.ts'

/** Where the file goes, on hosts without a dialog of their own for it. */
export function FolderField() {
  const folder = useExportFolder((state) => state.folder)
  const [, run] = useBusy()
  const choose = async (): Promise<void> => {
    const chosen = await pickInApp('folder')
    if (chosen !== null) useExportFolder.setState({ folder: chosen })
  }
  return <LocationField label="Folder" path={folder?.displayPath ?? null} onChoose={() => run(choose)} />
}
