import { IconAlertTriangle, IconEye, IconFolderOff, IconRotateClockwise2 } from '@tabler/icons-react'
import type { PipelineFolder } from '../../../../shared/ipc/pipeline-schemas.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import styles from './looks.module.css'

const states = {
  watching: { icon: IconEye, word: 'watched', isBad: false },
  polling: { icon: IconRotateClockwise2, word: 'looked at every few seconds', isBad: false },
  missing: { icon: IconFolderOff, word: 'not there now', isBad: true },
  failed: { icon: IconAlertTriangle, word: 'cannot be watched', isBad: true },
} as const

/** Whether changes in the folder are seen, and why not. */
export function WatchState({ folder }: { readonly folder: PipelineFolder }) {
  const { icon: StateIcon, word, isBad } = states[folder.state]
  return (
    <span className={styles.watch} data-bad={isBad || undefined} title={folder.notice ?? undefined}>
      <StateIcon size={13} aria-hidden />
      <span className={styles.words}>
        {folder.isReading ? 'reading…' : word}
        {folder.notice !== null && folder.state !== 'missing' && (
          <>
            : <SafeText text={folder.notice} />
          </>
        )}
      </span>
    </span>
  )
}
