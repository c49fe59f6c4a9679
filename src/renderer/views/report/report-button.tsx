import { Button } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { showDialog, type ExportSubject } from '../../stores/dialog-store.ts'

/** Opens the report of a run or manifest. */
export function ReportButton({ subject }: { readonly subject: ExportSubject }) {
  return (
    <Button
      variant="default"
      leftSection={<IconFileExport size={14} />}
      onClick={() => showDialog({ kind: 'export', subject })}
    >
      Report…
    </Button>
  )
}
