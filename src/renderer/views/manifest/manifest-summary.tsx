import { tellsSizes } from '../../../shared/model/manifest-format.ts'
import type { ManifestStatus } from '../../../shared/model/manifest.ts'
import { Fact, Facts } from '../../components/facts.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { nameAlgorithm } from '../../format/digest.ts'
import { formatCount } from '../../format/quantity.ts'
import type { OpenedManifest } from '../../stores/manifests-store.ts'
import { SealFact } from './seal-fact.tsx'
import styles from './manifest.module.css'

/** Statuses that the other facts do not tell. */
const statusWords: Partial<Record<ManifestStatus, string>> = {
  cancelled: 'cancelled: not everything is in it',
  failed: 'failed: not everything is in it',
}

function Notes({ opened }: { readonly opened: OpenedManifest }) {
  const { warnings, filters, extra } = opened.summary
  const notes = [
    ...warnings,
    ...(filters.include.length > 0 ? [`Took only: ${filters.include.join(', ')}`] : []),
    ...(filters.exclude.length > 0 ? [`Left out: ${filters.exclude.join(', ')}`] : []),
    ...Object.entries(extra ?? {}).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
  ]
  if (notes.length === 0) return null
  return (
    <details className={styles.notes}>
      <summary>
        {notes.length} {notes.length === 1 ? 'note' : 'notes'}
      </summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>
            <SafeText text={note} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The head of the manifest in one quiet line. */
export function ManifestSummary({ opened }: { readonly opened: OpenedManifest }) {
  const { summary } = opened
  const statusWord = statusWords[summary.status]
  return (
    <section className={styles.summary} aria-label="Summary">
      <Facts>
        <Fact label="Taken">
          <TimeText timestampUtc={summary.timestampUtc} />
        </Fact>
        <Fact label="Files">{formatCount(summary.fileCount)}</Fact>
        {tellsSizes(summary.format) && (
          <Fact label="Data">
            <SizeText sizeBytes={summary.totalSizeBytes} />
          </Fact>
        )}
        <Fact label="Digests">{summary.algorithms.map(nameAlgorithm).join(', ')}</Fact>
        {statusWord !== undefined && (
          <Fact label="Status">
            <span className={styles.bad}>{statusWord}</span>
          </Fact>
        )}
        <Fact label="Errors">
          <span className={summary.errorCount > 0 ? styles.bad : undefined}>{formatCount(summary.errorCount)}</span>
        </Fact>
        {summary.skippedCount > 0 && <Fact label="Left out">{formatCount(summary.skippedCount)}</Fact>}
        <SealFact opened={opened} />
      </Facts>
      <Notes opened={opened} />
    </section>
  )
}
