import { Button } from '@mantine/core'
import { IconArrowRight, IconFolder } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { LibraryFolder } from '../../../shared/ipc/library-schemas.ts'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { useNow } from '../../components/use-now.ts'
import { useBusy } from '../../components/use-busy.ts'
import { formatApart, formatUtc } from '../../format/time.ts'
import { runCommand } from '../../shell/commands.tsx'
import { compareSides } from '../../stores/compare-actions.ts'
import type { DraftSide } from '../../stores/draft-store.ts'
import { useLibrary } from '../../stores/library-store.ts'
import { liveSide, readableManifests } from './sides/side-options.ts'
import styles from './compare-start.module.css'

const maxFolders = 4

interface PairProps {
  readonly left: DraftSide
  readonly right: DraftSide
  /** As screen readers name it. */
  readonly label: string
  readonly children: ReactNode
}

function PairButton({ left, right, label, children }: PairProps) {
  const [isBusy, run] = useBusy()
  return (
    <Button variant="default" loading={isBusy} onClick={() => run(() => compareSides(left, right))}>
      <span className={styles.pair}>
        <span className="visually-hidden">{label}: </span>
        {children}
      </span>
    </Button>
  )
}

function LastTwo({ before, newest }: { readonly before: string; readonly newest: string }) {
  const [left, right] = formatApart([before, newest], useNow())
  return (
    <>
      <time dateTime={before} title={formatUtc(before)}>
        {left}
      </time>
      <IconArrowRight size={12} aria-hidden />
      <time dateTime={newest} title={formatUtc(newest)}>
        {right}
      </time>
    </>
  )
}

function sideOf(manifestId: string): DraftSide {
  return { type: 'manifest', manifestId }
}

function FolderPairs({ folder }: { readonly folder: LibraryFolder }) {
  const [newest, before] = readableManifests(folder)
  if (newest === undefined) return null
  return (
    <li className={styles.row}>
      <IconFolder size={16} aria-hidden />
      <span className={styles.folder}>
        <SafeText text={folder.name} />
      </span>
      <span className={styles.folderPath}>
        <PathText path={folder.location.displayPath} isMono />
      </span>
      {before !== undefined && (
        <PairButton
          left={sideOf(before.manifestId)}
          right={sideOf(newest.manifestId)}
          label={`Compare the last two manifests of ${folder.name}`}
        >
          <LastTwo before={before.timestampUtc} newest={newest.timestampUtc} />
        </PairButton>
      )}
      {folder.isPresent && (
        <PairButton
          left={sideOf(newest.manifestId)}
          right={liveSide(folder)}
          label={`Compare the newest manifest of ${folder.name} with the folder now`}
        >
          <TimeText timestampUtc={newest.timestampUtc} />
          <IconArrowRight size={12} aria-hidden />
          the folder now
        </PairButton>
      )}
    </li>
  )
}

/** A folder that is gone, with one manifest, has nothing to be compared with. */
function hasPair(folder: LibraryFolder): boolean {
  return readableManifests(folder).length > (folder.isPresent ? 0 : 1)
}

function newestTime(folder: LibraryFolder): string {
  return readableManifests(folder)[0]?.timestampUtc ?? ''
}

/** What would mostly be compared, one click away: a folder then and now, and its last two manifests. */
export function Suggestions() {
  const folders = useLibrary((state) => state.folders)
  if (folders === null) return null
  const shown = folders
    .filter(hasPair)
    .toSorted((a, b) => newestTime(b).localeCompare(newestTime(a)))
    .slice(0, maxFolders)
  if (shown.length === 0) {
    if (folders.some((folder) => newestTime(folder) !== '')) return null
    return (
      <p className={styles.hint}>
        No manifest is in the library yet. Take one now, and compare with it later.{' '}
        <Button size="compact-sm" variant="default" onClick={() => runCommand('snapshot-folder')}>
          Snapshot a folder…
        </Button>
      </p>
    )
  }
  return (
    <section aria-label="Suggestions">
      <h2 className={styles.heading}>Compare with one click</h2>
      <ul className={styles.list}>
        {shown.map((folder) => (
          <FolderPairs key={folder.location.displayPath} folder={folder} />
        ))}
      </ul>
    </section>
  )
}
