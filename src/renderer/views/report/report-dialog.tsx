import { Button, Modal, TextInput } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useMemo, useState, type FormEvent } from 'react'
import type { ReportFormat } from '../../../shared/model/report.ts'
import { SafeText } from '../../components/safe-text.tsx'
import { useCapabilities } from '../../stores/app-store.ts'
import { closeDialog, type ExportSubject } from '../../stores/dialog-store.ts'
import { ExportOutcome } from './export-outcome.tsx'
import { FolderField } from './folder-field.tsx'
import { FormatChoice } from './format-choice.tsx'
import { fileNameOf, whyNameRefused } from './report-name.ts'
import { ReportPreview } from './report-preview.tsx'
import { describeRows, useReportSubject } from './report-subject.ts'
import { useReportExport } from './use-report-export.ts'
import styles from './report.module.css'

interface FormProps {
  readonly subject: ExportSubject
  readonly format: ReportFormat
  readonly suggestedName: string
  readonly onFormat: (format: ReportFormat) => void
}

function ExportForm({ subject, format, suggestedName, onFormat }: FormProps) {
  const { hasNativeDialogs } = useCapabilities()
  const [typedName, setTypedName] = useState<string | null>(null)
  const exporting = useReportExport(subject, format)
  const name = typedName ?? suggestedName
  const refusal = whyNameRefused(name)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (refusal === null) exporting.start(fileNameOf(name, format))
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <FormatChoice
        format={format}
        onChange={(next) => {
          exporting.reset()
          onFormat(next)
        }}
      />
      <TextInput
        label="File name"
        spellCheck={false}
        value={name}
        error={refusal}
        rightSection={<span className={styles.extension}>.{format}</span>}
        rightSectionWidth={48}
        onChange={(event) => {
          exporting.reset()
          setTypedName(event.currentTarget.value)
        }}
      />
      {!hasNativeDialogs && <FolderField />}
      <div className={styles.outcome}>
        <ExportOutcome exporting={exporting} />
      </div>
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

function DialogTitle({ subject, title }: { readonly subject: ExportSubject; readonly title: string }) {
  return (
    <>
      Report{' '}
      <span className={styles.about}>
        <SafeText text={title} />
        {subject.type === 'selection' && <>, {describeRows(subject.rows)}</>}
      </span>
    </>
  )
}

/** The report of a run, a manifest or chosen rows: looked at first, then written as a file. */
export function ReportDialog({ subject }: { readonly subject: ExportSubject }) {
  const [format, setFormat] = useState<ReportFormat>('html')
  const { title, suggestedName } = useReportSubject(subject)
  const previewed = useMemo(() => (subject.type === 'selection' ? null : subject), [subject])
  return (
    <Modal
      opened
      onClose={closeDialog}
      title={<DialogTitle subject={subject} title={title} />}
      size={previewed === null ? 480 : 1160}
    >
      <div className={styles.columns} data-plain={previewed === null || undefined}>
        <ExportForm subject={subject} format={format} suggestedName={suggestedName} onFormat={setFormat} />
        {previewed !== null && <ReportPreview subject={previewed} format={format} />}
      </div>
    </Modal>
  )
}
