import type { ReactNode } from 'react'
import type { Entry } from '../../../shared/model/entry.ts'
import type { FolderRow } from '../../../shared/ipc/table-schemas.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { nameAlgorithm, listedAlgorithms } from '../../format/digest.ts'
import { formatBytes, formatCount, formatSize } from '../../format/quantity.ts'
import { formatLocal, formatUtc } from '../../format/time.ts'
import styles from './entry-details.module.css'

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

function DigestLines({ entry }: { readonly entry: Entry }) {
  return listedAlgorithms.map((algorithm) => {
    const digest = entry.digests[algorithm]
    if (digest === undefined) return null
    return (
      <Line key={algorithm} label={nameAlgorithm(algorithm)} copy={digest}>
        <span className="mono">{digest}</span>
      </Line>
    )
  })
}

/** What the manifest says of an entry, each value to copy. */
export function EntryLines({ entry }: { readonly entry: Entry }) {
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

/** What a folder adds up to. */
export function FolderLines({ row, hasSizes }: { readonly row: FolderRow; readonly hasSizes: boolean }) {
  return (
    <dl className={styles.lines}>
      <Line label="Path" copy={row.path}>
        <span className="mono">
          <SafeText text={row.path} />
        </span>
      </Line>
      <Line label="Entries">{formatCount(row.entryCount)}</Line>
      {hasSizes && (
        <Line label="Size">
          {formatSize(row.totalSizeBytes)}
          {row.totalSizeBytes >= 1000 && <span className={styles.dim}> {formatBytes(row.totalSizeBytes)}</span>}
        </Line>
      )}
      {row.errorCount > 0 && <Line label="Errors">{formatCount(row.errorCount)}</Line>}
    </dl>
  )
}
