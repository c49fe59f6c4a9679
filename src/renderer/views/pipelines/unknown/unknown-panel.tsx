import { Button } from '@mantine/core'
import { IconFileSearch, IconZoomCheck } from '@tabler/icons-react'
import { useEffect, useState, useSyncExternalStore, type KeyboardEvent } from 'react'
import type { PipelineDetail, UnknownFile } from '../../../../shared/ipc/pipeline-schemas.ts'
import type { Location } from '../../../../shared/model/location.ts'
import { request } from '../../../bridge/host.ts'
import { copyText } from '../../../components/copy-text.ts'
import { GridHeaderCell } from '../../../components/grid-header-cell.tsx'
import { PathText } from '../../../components/path-text.tsx'
import { SizeText } from '../../../components/size-text.tsx'
import { VirtualGrid } from '../../../components/virtual-grid.tsx'
import { formatCount } from '../../../format/quantity.ts'
import { escapeUnsafe } from '../../../format/safe-text.ts'
import { formatColumnTime, formatUtc } from '../../../format/time.ts'
import { useCapabilities } from '../../../stores/app-store.ts'
import { attempt, tell } from '../../../stores/notices.ts'
import { toUtc } from '../times.ts'
import { UnknownRows } from './unknown-rows.ts'
import styles from './unknown.module.css'

interface Props {
  readonly detail: PipelineDetail
  readonly onCheck: () => void
  readonly onSeen: (location: Location) => void
}

/** Such a file alarms nobody: what is in it has its record. */
function CopyMark({ file }: { readonly file: UnknownFile }) {
  const [first] = file.recordedAs
  if (first === undefined) return null
  return (
    <span className={styles.copy} title={escapeUnsafe(`Recorded as ${first.path}, in ${first.manifestKey}`)}>
      copy of a recorded file
    </span>
  )
}

function Cells({ file }: { readonly file: UnknownFile }) {
  const utc = toUtc(file.modifiedMs)
  return (
    <>
      <span role="gridcell" className={styles.path}>
        <PathText path={file.path} isMono />
        <CopyMark file={file} />
      </span>
      <span role="gridcell" className={styles.size}>
        <SizeText sizeBytes={file.sizeBytes} />
      </span>
      <span role="gridcell" className={styles.time} title={utc === null ? undefined : formatUtc(utc)}>
        {utc === null ? '–' : formatColumnTime(utc)}
      </span>
    </>
  )
}

function NotLookedYet({ detail, onCheck }: Pick<Props, 'detail' | 'onCheck'>) {
  const isRunning = detail.check.state === 'running'
  return (
    <div className={styles.none}>
      <IconZoomCheck size={32} stroke={1.4} aria-hidden />
      <p>
        {isRunning
          ? 'The check that goes on looks for them after the recorded files. They appear here as they are found.'
          : 'Files that no record knows are looked for by a check.'}
      </p>
      {!isRunning && <Button onClick={onCheck}>Check files</Button>}
    </div>
  )
}

/** A list that a check did not finish must not pass for a whole one. */
function describeGap({ check }: PipelineDetail): string {
  if (check.state === 'running') return ' A check goes on: there may be more.'
  if (check.state === 'cancelled') return ' The last check was cancelled: there may be more.'
  return check.state === 'failed' ? ' The last check failed: there may be more.' : ''
}

function Reason({ detail }: Pick<Props, 'detail'>) {
  const { dataFolders, copyCount } = detail
  const fileCount = (detail.unknownCount ?? 0) + copyCount
  const copies =
    copyCount === 0
      ? ''
      : ` ${formatCount(copyCount)} of them ${copyCount === 1 ? 'is a copy of a recorded file' : 'are copies of recorded files'}.`
  return (
    <p className={styles.reason}>
      {fileCount === 0 ? 'Looked for others' : 'No record of any manifest names these paths. Looked for'}{' '}
      {dataFolders.length === 0
        ? 'in the folders that hold recorded files; the settings can name others.'
        : `in ${dataFolders.map(({ displayPath }) => displayPath).join(', ')}.`}
      {copies}
      {describeGap(detail)}
    </p>
  )
}

interface ActionProps {
  readonly file: UnknownFile | undefined
  readonly onSeen: Props['onSeen']
}

function Actions({ file, onSeen }: ActionProps) {
  const { canRevealInFileManager } = useCapabilities()
  return (
    <div className={styles.actions}>
      <Button
        variant="default"
        leftSection={<IconFileSearch size={14} />}
        disabled={file === undefined}
        onClick={() => file !== undefined && onSeen(file.location)}
      >
        Seen under another name?
      </Button>
      {canRevealInFileManager && (
        <Button
          variant="default"
          disabled={file === undefined}
          onClick={() =>
            file !== undefined && attempt(() => request('location.reveal', { token: file.location.token }))
          }
        >
          Reveal
        </Button>
      )}
    </div>
  )
}

function handleKey(event: KeyboardEvent, rows: UnknownRows, file: UnknownFile | undefined): boolean {
  if (event.key === 'Escape' && rows.activeOffset >= 0) {
    rows.select(-1)
    return true
  }
  const isCopy = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c'
  if (!isCopy || file === undefined) return false
  attempt(async () => {
    await copyText(file.path)
    tell('Copied', 'The path of the file')
  })
  return true
}

/** Files on disk that no record knows. */
export function UnknownPanel({ detail, onCheck, onSeen }: Props) {
  const { unknownCount, copyCount, folder, check } = detail
  const fileCount = unknownCount === null ? null : unknownCount + copyCount
  const [rows] = useState(() => new UnknownRows(folder.pipelineId))
  useSyncExternalStore(rows.subscribe, rows.getVersion)
  useEffect(() => {
    if (fileCount !== null) attempt(() => rows.refresh(fileCount, copyCount, check.finishedMs))
  }, [rows, fileCount, copyCount, check.finishedMs])
  if (fileCount === null) return <NotLookedYet detail={detail} onCheck={onCheck} />
  if (fileCount === 0) {
    return (
      <div className={styles.none}>
        <p>Every file there has a record.</p>
        <Reason detail={detail} />
      </div>
    )
  }
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <Reason detail={detail} />
        <Actions file={rows.activeRow} onSeen={onSeen} />
      </div>
      <VirtualGrid
        role="grid"
        label="Unknown files"
        source={rows.rows}
        columnCount={3}
        template="minmax(0, 1fr) 80px 124px"
        narrowTemplate="minmax(0, 1fr) 80px 124px"
        header={
          <>
            <GridHeaderCell label="File" />
            <GridHeaderCell label="Size" isRight />
            <GridHeaderCell label="Modified" />
          </>
        }
        activeOffset={rows.activeOffset}
        onActivate={(offset) => rows.select(offset)}
        renderCells={(file) => <Cells file={file} />}
        onRowOpen={(file) => onSeen(file.location)}
        onKey={(event, file) => handleKey(event, rows, file)}
      />
    </div>
  )
}
