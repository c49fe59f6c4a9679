import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconExternalLink, IconFileExport, IconFileText, IconTerminal2 } from '@tabler/icons-react'
import type { RunPageDetail } from '../../../shared/ipc/ledger-schemas.ts'
import { copyText } from '../../components/copy-text.ts'
import { useBusy } from '../../components/use-busy.ts'
import { quoteCommand } from '../../format/command-line.ts'
import { useCapabilities } from '../../stores/app-store.ts'
import { showDialog } from '../../stores/dialog-store.ts'
import { attempt, tell } from '../../stores/notices.ts'
import { navigate, routeOfRun } from '../../stores/route-store.ts'
import { readRun } from '../../stores/runs-store.ts'
import { suggestName } from '../report/report-name.ts'
import { nameLane, nameOperation } from './run-words.ts'
import { CellButton } from './cell-button.tsx'
import { CancelButton, RepeatButton } from './repeat-button.tsx'
import styles from './run-page.module.css'

function CommandButton({ command }: { readonly command: readonly string[] }) {
  const { platform } = useCapabilities()
  const line = quoteCommand(command, platform)
  const copy = (): void => attempt(() => copyText(line).then(() => tell('Copied', line)))
  return (
    <Tooltip label={`Copy the command line: ${line}`} multiline maw={480}>
      <ActionIcon variant="default" aria-label="Copy the command line" onClick={copy}>
        <IconTerminal2 size={16} />
      </ActionIcon>
    </Tooltip>
  )
}

function ReportOfRun({ runId }: { readonly runId: string }) {
  const [isBusy, start] = useBusy()
  // The sheet names its subject by what is known of the run.
  const open = async (): Promise<void> => {
    await readRun(runId)
    showDialog({ kind: 'export', subject: { type: 'run', runId } })
  }
  return (
    <Button variant="default" disabled={isBusy} leftSection={<IconFileExport size={14} />} onClick={() => start(open)}>
      Report…
    </Button>
  )
}

/** What can be done with a run: looked at, told of, repeated. */
export function RunActions({ detail }: { readonly detail: RunPageDetail }) {
  const { run, kind, command, canCancel } = detail
  const { runId } = run
  const hasEnded = run.status !== 'started'
  const hasResult = run.status === 'completed' || run.status === 'completed-with-errors'
  const suggestedName = suggestName(nameOperation(run), [nameLane(run)], runId)
  return (
    <>
      {kind !== null && (
        <Button
          variant="default"
          leftSection={<IconExternalLink size={14} />}
          onClick={() => navigate(routeOfRun({ runId, kind }))}
        >
          {hasResult ? 'Open result' : 'Open run'}
        </Button>
      )}
      {run.operation === 'build' && <CellButton runId={runId} />}
      {canCancel ? <CancelButton runId={runId} /> : <RepeatButton detail={detail} />}
      {command !== null && <CommandButton command={command} />}
      <span className={styles.actionGap} />
      {kind !== null && hasEnded && <ReportOfRun runId={runId} />}
      <Button
        variant="default"
        leftSection={<IconFileText size={14} />}
        onClick={() => showDialog({ kind: 'export-log', runId, suggestedName })}
      >
        Run log…
      </Button>
    </>
  )
}
