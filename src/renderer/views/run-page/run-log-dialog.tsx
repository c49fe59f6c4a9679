import { Button, Modal, TextInput } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { request } from '../../bridge/host.ts'
import { SafeText } from '../../components/safe-text.tsx'
import { useCapabilities } from '../../stores/app-store.ts'
import { closeDialog } from '../../stores/dialog-store.ts'
import { ExportOutcome } from '../report/export-outcome.tsx'
import { FolderField } from '../report/folder-field.tsx'
import { whyNameRefused } from '../report/report-name.ts'
import { useFileExport } from '../report/use-file-export.ts'
import styles from './run-log-dialog.module.css'

const extension = '.runlog.json'

interface Props {
  readonly runId: string
  readonly suggestedName: string
}

function LogForm({ runId, suggestedName }: Props) {
  const { hasNativeDialogs } = useCapabilities()
  const [name, setName] = useState(suggestedName)
  const exporting = useFileExport((file) => request('runLog.export', { runId, file }))
  const refusal = whyNameRefused(name)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (refusal === null) exporting.start(`${name.trim()}${extension}`)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.about}>
        The run with all of its events, as JSON that other programs read and that Assay takes in again.
      </p>
      <TextInput
        label="File name"
        data-autofocus
        spellCheck={false}
        value={name}
        error={refusal}
        rightSection={<span className={styles.extension}>{extension}</span>}
        rightSectionWidth={92}
        onChange={(event) => {
          exporting.reset()
          setName(event.currentTarget.value)
        }}
      />
      {!hasNativeDialogs && <FolderField />}
      <ExportOutcome exporting={exporting} />
      <Button
        type="submit"
        leftSection={<IconFileExport size={14} />}
        disabled={refusal !== null || exporting.current.state === 'exists'}
        loading={exporting.current.state === 'writing'}
      >
        Export…
      </Button>
    </form>
  )
}

/** Writes the run log of a run as a file. */
export function RunLogDialog({ runId, suggestedName }: Props) {
  return (
    <Modal
      opened
      onClose={closeDialog}
      size={440}
      title={
        <>
          Run log of <SafeText text={runId} />
        </>
      }
    >
      <LogForm runId={runId} suggestedName={suggestedName} />
    </Modal>
  )
}
