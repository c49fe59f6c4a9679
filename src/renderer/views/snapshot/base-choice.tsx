import { Checkbox, NativeSelect } from '@mantine/core'
import type { LibraryFolder, Location } from '../../../shared/ipc/library-schemas.ts'
import { countOf } from '../../format/quantity.ts'
import { formatLocal } from '../../format/time.ts'
import { useLibrary } from '../../stores/library-store.ts'
import type { SnapshotChoices } from './snapshot-options.ts'

interface Props {
  readonly location: Location | null
  readonly choices: SnapshotChoices
  readonly onChange: (part: Partial<SnapshotChoices>) => void
}

function baseOptions(folder: LibraryFolder): { value: string; label: string }[] {
  return folder.manifests
    .filter((manifest) => manifest.problem === null)
    .map((manifest) => ({
      value: manifest.manifestId,
      label: `Manifest of ${formatLocal(manifest.timestampUtc)}, ${countOf(manifest.fileCount, 'file')}`,
    }))
}

/** Offered only for a folder that has manifests: what to take digests over from. */
export function BaseChoice({ location, choices, onChange }: Props) {
  const folders = useLibrary((state) => state.folders) ?? []
  const folder = folders.find((candidate) => candidate.location.displayPath === location?.displayPath)
  const options = folder === undefined ? [] : baseOptions(folder)
  if (options.length === 0) return null
  return (
    <>
      <NativeSelect
        label="Reuse digests of unchanged files from"
        value={choices.baseManifestId ?? ''}
        onChange={(event) => onChange({ baseManifestId: event.currentTarget.value || null })}
        data={[{ value: '', label: 'Nothing: read every file' }, ...options]}
      />
      {choices.baseManifestId !== null && (
        <Checkbox
          label="Read every file all the same"
          description="Without this, a file whose size, times and inode agree with that manifest is not read again."
          checked={choices.isParanoid}
          onChange={(event) => onChange({ isParanoid: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
