import { ActionIcon, Button } from '@mantine/core'
import { IconAlertTriangle, IconEye, IconEyeOff, IconRotateClockwise2, IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { WatchedFolder } from '../../../shared/ipc/ledger-schemas.ts'
import { subscribe } from '../../bridge/host.ts'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { countOf } from '../../format/quantity.ts'
import { attempt } from '../../stores/notices.ts'
import {
  addWatchedFolder,
  loadWatchedFolders,
  removeWatchedFolder,
  useWatchedFolders,
} from '../../stores/watched-folders-store.ts'
import styles from './settings.module.css'

const kinds = { manifests: 'Manifests', 'run-logs': 'Run logs' } as const
const states = {
  watching: { icon: IconEye, word: 'watched' },
  polling: { icon: IconRotateClockwise2, word: 'looked at every two seconds' },
  missing: { icon: IconEyeOff, word: 'not there' },
  failed: { icon: IconAlertTriangle, word: 'cannot be watched' },
} as const

function Problems({ problems }: Pick<WatchedFolder, 'problems'>) {
  if (problems.length === 0) return null
  return (
    <details className={styles.problems}>
      <summary>{countOf(problems.length, 'file')} could not be taken in</summary>
      <ul>
        {problems.map(({ path, message }) => (
          <li key={path}>
            <SafeText text={message} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function FolderItem({ folder }: { readonly folder: WatchedFolder }) {
  const { type, location, isOwn, state, notice, problems, takenInCount } = folder
  const { icon: StateIcon, word } = states[state]
  return (
    <li className={styles.watched} data-bad={state === 'missing' || state === 'failed' || undefined}>
      <StateIcon size={16} className={styles.watchedIcon} aria-hidden />
      <div className={styles.watchedWords}>
        <PathText path={location.displayPath} isMono />
        <p className={styles.watchedState}>
          {kinds[type]}, {word}
          {takenInCount > 0 && `, ${countOf(takenInCount, 'file')} taken in`}
          {isOwn && ', of the workspace'}
        </p>
        {notice !== null && (
          <p className={styles.watchedState}>
            <SafeText text={notice} />
          </p>
        )}
        <Problems problems={problems} />
      </div>
      {!isOwn && (
        <ActionIcon
          size="sm"
          title="Stop watching"
          aria-label={`Stop watching ${location.displayPath}`}
          onClick={() => attempt(() => removeWatchedFolder(folder))}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </li>
  )
}

/** Folders that other programs write into: what appears there is taken in by itself. */
export function WatchedFoldersSection() {
  const folders = useWatchedFolders((state) => state.folders)
  useEffect(() => {
    attempt(loadWatchedFolders)
    return subscribe('watchedFolders.changed', () => attempt(loadWatchedFolders))
  }, [])
  return (
    <section className={styles.section} aria-labelledby="watched-folders">
      <div>
        <h3 id="watched-folders" className={styles.heading}>
          Watched folders
        </h3>
        <p className={styles.hint}>
          Manifests and run logs that other programs write there are taken in by themselves.
        </p>
      </div>
      <ul className={styles.watchedList}>
        {folders?.map((folder) => (
          <FolderItem key={`${folder.type} ${folder.location.displayPath}`} folder={folder} />
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => attempt(() => addWatchedFolder('manifests'))}>
          Watch for manifests…
        </Button>
        <Button variant="default" onClick={() => attempt(() => addWatchedFolder('run-logs'))}>
          Watch for run logs…
        </Button>
      </div>
    </section>
  )
}
