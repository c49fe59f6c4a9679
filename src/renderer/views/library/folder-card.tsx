import { Button } from '@mantine/core'
import { IconAlertTriangle, IconFolder, IconFolderOff, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { LastVerify, LibraryFolder, LibraryManifest } from '../../../shared/ipc/library-schemas.ts'
import { isOnlySealBroken } from '../../components/drift-status.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { countOf } from '../../format/quantity.ts'
import { startWatch } from '../../stores/actions.ts'
import { showDialog } from '../../stores/dialog-store.ts'
import { formatRoute } from '../../stores/route-store.ts'
import { useFolderWatch } from '../watch/use-folder-watch.ts'
import { WatchBadge } from '../watch/watch-badge.tsx'
import { HistoryLink } from './history-link.tsx'
import { ManifestRow } from './manifest-row.tsx'
import styles from './library.module.css'

const shownAtFirst = 4
const shownAtOnce = 50

function describeDrift(lastVerify: LastVerify): string {
  if (isOnlySealBroken(lastVerify)) return 'seal broken'
  const count = countOf(lastVerify.findingCount, 'finding')
  return lastVerify.status === 'incomplete' ? `incomplete, ${count}` : count
}

function FolderStanding({ folder }: { readonly folder: LibraryFolder }) {
  if (!folder.isPresent) return <span className={styles.missing}>the folder is not there now</span>
  const { lastVerify, lastProvenGoodUtc } = folder
  if (lastVerify === null) return <span className={styles.proven}>not proven good yet</span>
  const isDrifted = lastVerify.status !== 'clean'
  return (
    <>
      {isDrifted && (
        <a
          className={lastVerify.status === 'incomplete' ? styles.missing : styles.drifted}
          href={formatRoute({ view: 'run', runId: lastVerify.runId })}
        >
          <IconAlertTriangle size={14} aria-hidden />
          <span>{describeDrift(lastVerify)}</span> <TimeText timestampUtc={lastVerify.finishedUtc} />
        </a>
      )}
      <span className={styles.proven} data-good={(!isDrifted && !lastVerify.isQuick) || undefined}>
        <IconShieldCheck size={14} aria-hidden />
        {lastProvenGoodUtc === null ? (
          'not proven good yet'
        ) : (
          <>
            proven good <TimeText timestampUtc={lastProvenGoodUtc} />
          </>
        )}
      </span>
    </>
  )
}

function WatchButton({ folder, manifestId }: { readonly folder: LibraryFolder; readonly manifestId: string }) {
  const [isStarting, start] = useBusy()
  const { token } = folder.location
  return (
    <Button
      variant="default"
      disabled={isStarting || !folder.isPresent}
      onClick={() => start(() => startWatch({ manifestId, token, isStrict: false }))}
    >
      Watch
    </Button>
  )
}

function FolderHead({ folder }: { readonly folder: LibraryFolder }) {
  const newest = folder.manifests.find((manifest) => manifest.problem === null)
  const FolderIcon = folder.isPresent ? IconFolder : IconFolderOff
  const watch = useFolderWatch(folder.location.displayPath)
  const snapshotAgain = (): void =>
    showDialog({ kind: 'snapshot', location: folder.location, baseManifestId: newest?.manifestId ?? null })
  return (
    <div className={styles.folderHead}>
      <FolderIcon size={18} className={styles.folderIcon} aria-hidden />
      <div className={styles.folderWords}>
        <h2 className={styles.folderName}>
          <SafeText text={folder.name} />
        </h2>
        <div className={styles.folderPath}>
          <PathText path={folder.location.displayPath} isMono />
        </div>
      </div>
      <div className={styles.standing}>
        {watch !== undefined && <WatchBadge run={watch} />}
        <FolderStanding folder={folder} />
      </div>
      <HistoryLink directory={folder.location.displayPath} />
      <Button variant="default" disabled={!folder.isPresent} onClick={snapshotAgain}>
        Snapshot again
      </Button>
      {newest !== undefined && watch === undefined && <WatchButton folder={folder} manifestId={newest.manifestId} />}
      {newest !== undefined && (
        <Button
          variant="default"
          onClick={() => showDialog({ kind: 'verify', manifestId: newest.manifestId, location: null })}
        >
          Verify
        </Button>
      )}
    </div>
  )
}

interface MoreProps {
  readonly restCount: number
  readonly canClose: boolean
  readonly onMore: () => void
  readonly onClose: () => void
}

function MoreButtons({ restCount, canClose, onMore, onClose }: MoreProps) {
  if (restCount === 0 && !canClose) return null
  const step = Math.min(restCount, shownAtOnce)
  return (
    <div className={styles.moreLine}>
      {restCount > 0 && (
        <button type="button" className={styles.more} onClick={onMore}>
          {step === restCount
            ? `Show ${countOf(restCount, 'older manifest')}`
            : `Show ${step} of ${countOf(restCount, 'older manifest')}`}
        </button>
      )}
      {canClose && (
        <button type="button" className={styles.more} onClick={onClose}>
          Show the newest alone
        </button>
      )}
    </div>
  )
}

interface CardProps {
  readonly folder: LibraryFolder
  /** Those that pass the search, newest first. */
  readonly manifests: readonly LibraryManifest[]
}

/** A folder under audit: how it stands, and its manifests, newest first. */
export function FolderCard({ folder, manifests }: CardProps) {
  const [shownCount, setShownCount] = useState(shownAtFirst)
  const shown = manifests.slice(0, shownCount)
  return (
    <section className={styles.card} aria-label={folder.name}>
      <FolderHead folder={folder} />
      <ul className={styles.manifests} aria-label={`Manifests of ${folder.name}`}>
        {shown.map((manifest) => (
          <ManifestRow key={manifest.manifestId} manifest={manifest} folder={folder} />
        ))}
      </ul>
      <MoreButtons
        restCount={manifests.length - shown.length}
        canClose={shownCount > shownAtFirst}
        onMore={() => setShownCount(shownCount + shownAtOnce)}
        onClose={() => setShownCount(shownAtFirst)}
      />
    </section>
  )
}
