import { Button } from '@mantine/core'
import { IconAlertTriangle, IconFolder, IconFolderOff, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { LastVerify, LibraryFolder } from '../../../shared/ipc/library-schemas.ts'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { countOf } from '../../format/quantity.ts'
import { showDialog } from '../../stores/dialog-store.ts'
import { formatRoute } from '../../stores/route-store.ts'
import { ManifestRow } from './manifest-row.tsx'
import styles from './library.module.css'

const shownAtFirst = 4

function describeDrift(lastVerify: LastVerify): string {
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

function FolderHead({ folder }: { readonly folder: LibraryFolder }) {
  const newest = folder.manifests.find((manifest) => manifest.problem === null)
  const FolderIcon = folder.isPresent ? IconFolder : IconFolderOff
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
        <FolderStanding folder={folder} />
      </div>
      <Button variant="default" disabled={!folder.isPresent} onClick={snapshotAgain}>
        Snapshot again
      </Button>
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

/** A folder under audit: how it stands, and its manifests, newest first. */
export function FolderCard({ folder }: { readonly folder: LibraryFolder }) {
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? folder.manifests : folder.manifests.slice(0, shownAtFirst)
  const restCount = folder.manifests.length - shown.length
  return (
    <section className={styles.card} aria-label={folder.name}>
      <FolderHead folder={folder} />
      <ul className={styles.manifests} aria-label={`Manifests of ${folder.name}`}>
        {shown.map((manifest) => (
          <ManifestRow key={manifest.manifestId} manifest={manifest} folder={folder} />
        ))}
      </ul>
      {folder.manifests.length > shownAtFirst && (
        <button type="button" className={styles.more} aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? 'Show the newest alone' : `Show ${countOf(restCount, 'older manifest')}`}
        </button>
      )}
    </section>
  )
}
