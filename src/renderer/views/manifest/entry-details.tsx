import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { RequestOutput } from '../../../shared/ipc/contract.ts'
import type { TableRow } from '../../../shared/ipc/table-schemas.ts'
import { request } from '../../bridge/host.ts'
import { SafeText } from '../../components/safe-text.tsx'
import { useCapabilities } from '../../stores/app-store.ts'
import { attempt } from '../../stores/notices.ts'
import type { TableModel } from '../../stores/table-model.ts'
import { EntryLines, FolderLines } from './entry-lines.tsx'
import styles from './entry-details.module.css'

type EntryAnswer = RequestOutput<'table.entry'>

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
      {row?.type === 'folder' && <FolderLines row={row} hasSizes={table.hasSizes} />}
      {row?.type === 'entry' && answer !== null && <EntryBody answer={answer} />}
      {index !== null && <RevealButton table={table} index={index} />}
    </aside>
  )
}
