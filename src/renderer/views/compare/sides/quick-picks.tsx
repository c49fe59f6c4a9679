import type { LibraryFolder } from '../../../../shared/ipc/library-schemas.ts'
import { useNow } from '../../../components/use-now.ts'
import { formatApart } from '../../../format/time.ts'
import { isSameSide, setSide, type DraftSide, type SideName } from '../../../stores/draft-store.ts'
import { findManifest, useLibrary } from '../../../stores/library-store.ts'
import { focusNextStep } from './focus-next.ts'
import { liveSide, readableManifests, type SideOption } from './side-options.ts'
import styles from './sides.module.css'

const maxPicks = 3

function folderOf(folders: readonly LibraryFolder[] | null, side: DraftSide): LibraryFolder | undefined {
  if (side.type === 'manifest') return findManifest(folders, side.manifestId)?.folder
  return folders?.find(({ location }) => location.displayPath === side.location.displayPath)
}

/** What the other side would mostly be compared with: its folder now, and the newest manifests of that folder. */
function picksFor(folder: LibraryFolder, other: DraftSide): SideOption[] {
  const live = folder.isPresent ? [{ side: liveSide(folder), manifest: null }] : []
  const manifests = readableManifests(folder).map((manifest) => ({
    side: { type: 'manifest', manifestId: manifest.manifestId } as const,
    manifest,
  }))
  return [...live, ...manifests].filter(({ side }) => !isSameSide(side, other)).slice(0, maxPicks)
}

interface Props {
  readonly name: SideName
  readonly other: DraftSide
}

export function QuickPicks({ name, other }: Props) {
  const folder = folderOf(
    useLibrary((state) => state.folders),
    other,
  )
  const nowMs = useNow()
  const picks = folder === undefined ? [] : picksFor(folder, other)
  if (picks.length === 0) return null
  const times = formatApart(
    picks.flatMap(({ manifest }) => (manifest === null ? [] : [manifest.timestampUtc])),
    nowMs,
  )
  const liveCount = picks.filter(({ manifest }) => manifest === null).length
  return (
    <div className={styles.picks}>
      {picks.map(({ side, manifest }, index) => (
        <button
          key={manifest?.manifestId ?? 'live'}
          type="button"
          className={styles.quick}
          onClick={() => {
            setSide(name, side)
            focusNextStep(name)
          }}
        >
          {manifest === null ? 'its folder now' : times[index - liveCount]}
        </button>
      ))}
    </div>
  )
}
