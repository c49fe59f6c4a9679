import { Button } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { runCommand } from '../../shell/commands.tsx'
import { useCapabilities } from '../../stores/app-store.ts'
import { LibraryPicture } from './library-picture.tsx'
import styles from './library.module.css'

/** First launch: one clear action, and sample data for those who only look. */
export function LibraryEmpty() {
  const { canResolveDroppedFiles } = useCapabilities()
  return (
    <div className={styles.empty}>
      <LibraryPicture />
      <h1>Know what is in a folder, and prove it later</h1>
      <p>
        A snapshot writes down every file’s size, time and digest in one sealed manifest. A verify then says what was
        edited, moved, added or removed, and what has silently rotted.
      </p>
      <Button size="sm" leftSection={<IconCamera size={16} />} onClick={() => runCommand('snapshot-folder')}>
        Snapshot a folder
      </Button>
      <div className={styles.emptyMore}>
        <button type="button" className={styles.linkButton} onClick={() => runCommand('try-sample')}>
          Try it with sample data
        </button>
        <span aria-hidden>·</span>
        <button type="button" className={styles.linkButton} onClick={() => runCommand('open-manifest')}>
          Open a manifest
        </button>
      </div>
      {canResolveDroppedFiles && <p className={styles.hint}>Or drop a folder or a manifest anywhere in this window.</p>}
    </div>
  )
}
