import { Button } from '@mantine/core'
import { IconCircleCheck, IconFolderSearch } from '@tabler/icons-react'
import { request } from '../../bridge/host.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { useCapabilities } from '../../stores/app-store.ts'
import type { FileExport, WrittenFile } from './use-file-export.ts'
import styles from './report.module.css'

function Written({ written }: { readonly written: WrittenFile }) {
  const { canRevealInFileManager } = useCapabilities()
  const [isBusy, run] = useBusy()
  const { location, sizeBytes, sha256 } = written
  return (
    <section className={styles.written} aria-label="Exported">
      <h3 role="status">
        <IconCircleCheck size={16} aria-hidden /> Exported, <SizeText sizeBytes={sizeBytes} />
      </h3>
      <div className={styles.writtenLine}>
        <PathText path={location.displayPath} isMono />
        <CopyButton text={location.displayPath} label="Copy the file’s path" />
      </div>
      <div className={styles.writtenLine}>
        <span className={styles.digest} title={sha256}>
          SHA-256 <span className="mono">{sha256.slice(0, 16)}…</span>
        </span>
        <CopyButton text={sha256} label="Copy the file’s SHA-256" />
      </div>
      {canRevealInFileManager && (
        <Button
          variant="default"
          disabled={isBusy}
          leftSection={<IconFolderSearch size={14} />}
          onClick={() => run(() => request('location.reveal', { token: location.token }))}
        >
          Show in file manager
        </Button>
      )}
    </section>
  )
}

function AskReplace({ exporting, fileName }: { readonly exporting: FileExport; readonly fileName: string }) {
  return (
    <section className={styles.exists} role="alert">
      <p>
        <SafeText text={fileName} /> is there already. Replace it?
      </p>
      <div className={styles.buttons}>
        <Button color="red" onClick={exporting.replace}>
          Replace
        </Button>
        <Button variant="default" onClick={exporting.reset}>
          Keep it
        </Button>
      </div>
    </section>
  )
}

/** What became of the export: written, in the way of another file, or failed. */
export function ExportOutcome({ exporting }: { readonly exporting: FileExport }) {
  const { current } = exporting
  if (current.state === 'written') return <Written written={current.written} />
  if (current.state === 'exists') return <AskReplace exporting={exporting} fileName={current.file.fileName} />
  return current.state === 'failed' ? <FailurePanel failure={current.failure} /> : null
}
