import type { RecordLink } from '../../../../shared/ipc/pipeline-schemas.ts'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { SizeText } from '../../../components/size-text.tsx'
import { shortenDigest } from '../../../format/digest.ts'
import { countOf, formatCount } from '../../../format/quantity.ts'
import { formatColumnTime, formatUtc } from '../../../format/time.ts'
import type { RecordIdentity } from '../../../stores/pipelines/records-model.ts'
import { nameCard } from '../cards/card-facts.ts'
import { toUtc } from '../times.ts'
import styles from './details.module.css'

interface LinkProps {
  readonly link: RecordLink
  readonly onGo: (identity: RecordIdentity) => void
}

function When({ timeMs }: { readonly timeMs: number }) {
  const utc = toUtc(timeMs)
  return <span title={utc === null ? undefined : formatUtc(utc)}>{utc === null ? '–' : formatColumnTime(utc)}</span>
}

/** A record as a line to be gone to: in which manifest it is recorded, when, and as what. */
export function RecordLinkLine({ link, onGo }: LinkProps) {
  return (
    <button type="button" className={styles.link} onClick={() => onGo(link)}>
      <span className={styles.linkTop}>
        <strong>
          <SafeText text={nameCard({ fileName: link.manifestKey })} />
        </strong>
        <span className={styles.dim}>
          <When timeMs={link.timeMs} />
        </span>
      </span>
      <span className={styles.linkPath}>
        <PathText path={link.path} isMono />
      </span>
    </button>
  )
}

interface SectionProps {
  readonly title: string
  readonly links: readonly RecordLink[]
  readonly onGo: LinkProps['onGo']
}

export function LinkSection({ title, links, onGo }: SectionProps) {
  if (links.length === 0) return null
  return (
    <section className={styles.section}>
      <h2>
        {title} <span className={styles.dim}>{formatCount(links.length)}</span>
      </h2>
      {links.map((link) => (
        <RecordLinkLine key={`${link.manifestKey} ${link.record}`} link={link} onGo={onGo} />
      ))}
    </section>
  )
}

interface HistoryProps {
  readonly history: readonly RecordLink[]
  readonly historyCount: number
  readonly shownRecord: number
  readonly onGo: LinkProps['onGo']
}

/** What came of the same source, the newest first, with this record marked among them. */
export function SourceHistory({ history, historyCount, shownRecord, onGo }: HistoryProps) {
  if (history.length < 2) return null
  return (
    <section className={styles.section}>
      <h2>
        History of the source <span className={styles.dim}>{countOf(historyCount, 'record')}</span>
      </h2>
      <ol className={styles.history}>
        {history.map((link) => {
          const isShown = link.record === shownRecord
          return (
            <li key={`${link.manifestKey} ${link.record}`} data-shown={isShown || undefined}>
              <button
                type="button"
                className={styles.step}
                aria-current={isShown ? 'true' : undefined}
                onClick={() => onGo(link)}
              >
                <span className={styles.stepTime}>
                  <When timeMs={link.timeMs} />
                </span>
                <span className={styles.stepVersion}>
                  <SafeText text={link.version} />
                </span>
                <span className="mono">{shortenDigest(link.checksum)}</span>
                <span className={styles.stepSize}>
                  <SizeText sizeBytes={link.sizeBytes} />
                </span>
              </button>
            </li>
          )
        })}
      </ol>
      {historyCount > history.length && (
        <p className={styles.dim}>And {formatCount(historyCount - history.length)} older ones.</p>
      )}
    </section>
  )
}
