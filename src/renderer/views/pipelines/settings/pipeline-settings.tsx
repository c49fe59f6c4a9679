import { ActionIcon, Button, Modal, TextInput } from '@mantine/core'
import { IconFolder, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { PipelineDetail } from '../../../../shared/ipc/pipeline-schemas.ts'
import type { Location } from '../../../../shared/model/location.ts'
import { request } from '../../../bridge/host.ts'
import { PathText } from '../../../components/path-text.tsx'
import { useBusy } from '../../../components/use-busy.ts'
import { pickLocation } from '../../../stores/actions.ts'
import { reloadPipeline } from '../../../stores/pipelines/pipeline-store.ts'
import { removePipeline } from '../../../stores/pipelines/pipelines-store.ts'
import { parseDays } from './parse-days.ts'
import styles from './settings.module.css'

interface Props {
  readonly detail: PipelineDetail
  readonly onClose: () => void
}

interface FoldersProps {
  readonly folders: readonly Location[]
  readonly onChange: (folders: readonly Location[]) => void
}

function DataFolders({ folders, onChange }: FoldersProps) {
  const [isBusy, run] = useBusy()
  const add = async (): Promise<void> => {
    const location = await pickLocation('folder')
    const isNew = folders.every(({ displayPath }) => displayPath !== location?.displayPath)
    if (location !== null && isNew) onChange([...folders, location])
  }
  return (
    <section className={styles.section} aria-labelledby="data-folders">
      <h3 id="data-folders">Where files without a record are looked for</h3>
      <ul className={styles.folders}>
        {folders.map((folder) => (
          <li key={folder.displayPath} className={styles.folder}>
            <IconFolder size={14} aria-hidden />
            <PathText path={folder.displayPath} isMono />
            <ActionIcon
              size="sm"
              title="Do not look there"
              aria-label={`Do not look in ${folder.displayPath}`}
              onClick={() => onChange(folders.filter((other) => other !== folder))}
            >
              <IconX size={14} />
            </ActionIcon>
          </li>
        ))}
        {folders.length === 0 && (
          <li className={styles.hint}>In the folders that hold recorded files, not below them.</li>
        )}
      </ul>
      <div>
        <Button variant="default" leftSection={<IconPlus size={14} />} disabled={isBusy} onClick={() => run(add)}>
          Add a folder…
        </Button>
      </div>
    </section>
  )
}

/** Asks once more in its own place: one more click, and nothing over the dialog. */
function RemoveLine({ pipelineId }: { readonly pipelineId: string }) {
  const [isAsking, setIsAsking] = useState(false)
  const [isBusy, run] = useBusy()
  if (!isAsking) {
    return (
      <Button variant="subtle" color="red" onClick={() => setIsAsking(true)}>
        Remove from the list…
      </Button>
    )
  }
  return (
    <span className={styles.remove} role="group" aria-label="Remove from the list">
      <span>Its files stay. Remove?</span>
      <Button variant="light" color="red" loading={isBusy} onClick={() => run(() => removePipeline(pipelineId))}>
        Remove
      </Button>
    </span>
  )
}

/** What is asked of a pipeline's folder: where its files lie, and how long without an update is too long. */
export function PipelineSettings({ detail, onClose }: Props) {
  const { pipelineId } = detail.folder
  const [folders, setFolders] = useState<readonly Location[]>(detail.dataFolders)
  const [days, setDays] = useState(String(detail.staleAfterDays))
  const [isBusy, run] = useBusy()
  const staleAfterDays = parseDays(days)
  const save = async (): Promise<void> => {
    if (staleAfterDays === null) return
    const dataFolderTokens = folders.map(({ token }) => token)
    await request('pipeline.configure', { pipelineId, dataFolderTokens, staleAfterDays })
    reloadPipeline()
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title="Settings of this pipeline" size={560}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          run(save)
        }}
      >
        <TextInput
          data-autofocus
          className={styles.days}
          label="Stale after days without an update"
          inputMode="decimal"
          value={days}
          error={staleAfterDays === null ? 'A number above 0, up to 36,500.' : undefined}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <DataFolders folders={folders} onChange={setFolders} />
        <footer className={styles.footer}>
          <RemoveLine pipelineId={pipelineId} />
          <span className={styles.gap} />
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy} disabled={staleAfterDays === null}>
            Save
          </Button>
        </footer>
      </form>
    </Modal>
  )
}
