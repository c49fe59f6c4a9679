import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { RequestOutput } from '../../../shared/ipc/contract.ts'
import type { FolderRow, TableRow } from '../../../shared/ipc/table-schemas.ts'
import { request } from '../../bridge/host.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { nameAlgorithm, offeredAlgorithms } from '../../format/digest.ts'
import { formatBytes, formatCount, formatSize } from '../../format/quantity.ts'
import { formatLocal, formatUtc } from '../../format/time.ts'
import { useCapabilities } from '../../stores/app-store.ts'
import { attempt } from '../../stores/notices.ts'
import type { TableModel } from '../../stores/table-model.ts'
import styles from './entry-details.module.css'

type EntryAnswer = RequestOutput<'table.entry'>

/** "Copy path" reads well, "Copy sha-256" does not. */
function nameForCopy(label: string): string {
  return /[0-9]/.test(label) ? `${label} digest` : label.toLowerCase()
}

function Line({
  label,
  children,
  copy,
}: {
  readonly label: string
  readonly children: ReactNode
  readonly copy?: string
}) {
  return (
    <div className={styles.line}>
      <dt>{label}</dt>
      <dd>
        <span className={styles.value}>{children}</span>
        {copy !== undefined && <CopyButton text={copy} label={`Copy ${nameForCopy(label)}`} />}
      </dd>
    </div>
  )
}

/** The last entry read stays until the next one is there, so that walking the table does not flicker. */
function useEntry(table: TableModel, index: number | null): EntryAnswer | null {
  const [answer, setAnswer] = useState<EntryAnswer | null>(null)
  useEffect(() => {
    if (index === null) return undefined
    let isWanted = true
    attempt(async () => {
      const next = await request('table.entry', { viewId: table.viewId, index })
      if (isWanted) setAnswer(next)
    })
    return () => {
      isWanted = false
    }
  }, [table, index])
  return index === null ? null : answer
}

function DigestLines({ entry }: { readonly entry: EntryAnswer['entry'] }) {
  return offeredAlgorithms.map((algorithm) => {
    const digest = entry.digests[algorithm]
    if (digest === undefined) return null
    return (
      <Line key={algorithm} label={nameAlgorithm(algorithm)} copy={digest}>
        <span className="mono">{digest}</span>
      </Line>
    )
  })
}

function EntryLines({ entry }: { readonly entry: EntryAnswer['entry'] }) {
  return (
    <dl className={styles.lines}>
      <Line label="Path" copy={entry.path}>
        <span className="mono">
          <SafeText text={entry.path} />
        </span>
      </Line>
      <Line label="Kind">{entry.special ?? entry.kind}</Line>
      {entry.target !== undefined && (
        <Line label="Target" copy={entry.target}>
          <span className="mono">
            <SafeText text={entry.target} />
          </span>
        </Line>
      )}
      {entry.sizeBytes !== undefined && (
        <Line label="Size">
          {formatSize(entry.sizeBytes)}
          {entry.sizeBytes >= 1000 && <span className={styles.dim}> {formatBytes(entry.sizeBytes)}</span>}
        </Line>
      )}
      {entry.modifiedUtc !== undefined && (
        <Line label="Modified" copy={entry.modifiedUtc}>
          {formatLocal(entry.modifiedUtc)}
          <div className={`mono ${styles.dim}`}>{formatUtc(entry.modifiedUtc)}</div>
        </Line>
      )}
      {entry.mode !== undefined && <Line label="Mode">{entry.mode.toString(8).padStart(4, '0')}</Line>}
      <DigestLines entry={entry} />
      {entry.pathBase64 !== undefined && (
        <Line label="Exact bytes" copy={entry.pathBase64}>
          <span className="mono">{entry.pathBase64}</span>
        </Line>
      )}
      {Object.entries(entry.extra ?? {}).map(([key, value]) => (
        <Line key={key} label={key}>
          <span className="mono">
            <SafeText text={JSON.stringify(value)} />
          </span>
        </Line>
      ))}
    </dl>
  )
}

function RevealButton({ table, index }: { readonly table: TableModel; readonly index: number }) {
  const { canRevealInFileManager } = useCapabilities()
  if (!canRevealInFileManager) return null
  return (
    <Button
      variant="default"
      leftSection={<IconExternalLink size={14} />}
      onClick={() => attempt(() => request('entry.reveal', { viewId: table.viewId, index }))}
    >
      Reveal in file manager
    </Button>
  )
}

function FolderLines({ row }: { readonly row: FolderRow }) {
  return (
    <dl className={styles.lines}>
      <Line label="Path" copy={row.path}>
        <span className="mono">
          <SafeText text={row.path} />
        </span>
      </Line>
      <Line label="Entries">{formatCount(row.entryCount)}</Line>
      <Line label="Size">
        {formatSize(row.totalSizeBytes)}
        {row.totalSizeBytes >= 1000 && <span className={styles.dim}> {formatBytes(row.totalSizeBytes)}</span>}
      </Line>
      {row.errorCount > 0 && <Line label="Errors">{formatCount(row.errorCount)}</Line>}
    </dl>
  )
}

function EntryBody({ answer }: { readonly answer: EntryAnswer }) {
  const { entry, warnings } = answer
  return (
    <>
      {entry.error !== undefined && (
        <p className={styles.error}>
          <strong>{entry.error.code}</strong> <SafeText text={entry.error.message} />
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          <SafeText text={warning} />
        </p>
      ))}
      <EntryLines entry={entry} />
    </>
  )
}

/** Everything the manifest knows of the selected row. */
export function EntryDetails({ table, row }: { readonly table: TableModel; readonly row: TableRow | undefined }) {
  const index = row?.type === 'entry' ? row.index : null
  const answer = useEntry(table, index)
  return (
    <aside className={styles.details} aria-label="Details">
      {row === undefined && <p className={styles.nothing}>Select an entry to see its details.</p>}
      {row !== undefined && (
        <h2 className={styles.title}>
          <SafeText text={row.name} />
        </h2>
      )}
      {row?.type === 'folder' && <FolderLines row={row} />}
      {row?.type === 'entry' && answer !== null && <EntryBody answer={answer} />}
      {index !== null && <RevealButton table={table} index={index} />}
    </aside>
  )
}
