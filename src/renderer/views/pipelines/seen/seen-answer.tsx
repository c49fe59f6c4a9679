import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { CopyButton } from '../../../components/copy-button.tsx'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { countOf, formatCount } from '../../../format/quantity.ts'
import { formatColumnTime } from '../../../format/time.ts'
import type { RecordIdentity } from '../../../stores/pipelines/records-model.ts'
import { RecordLinkLine } from '../details/record-links.tsx'
import { toUtc } from '../times.ts'
import type { SeenAnswer } from './seen-subject.ts'
import styles from './seen.module.css'

interface Props {
  readonly answer: SeenAnswer
  readonly manifestCount: number
  readonly onGo: (identity: RecordIdentity) => void
}

const shownAtMost = 50

function Verdict({ answer, manifestCount }: Omit<Props, 'onGo'>) {
  const { records, damaged } = answer.content
  const [first] = records
  if (first === undefined) {
    return (
      <p className={styles.verdict} data-tone={damaged.length > 0 ? 'warn' : 'quiet'}>
        <IconCircleDashed size={18} aria-hidden />
        Not seen in any of {countOf(manifestCount, 'manifest')}
      </p>
    )
  }
  const seenUtc = toUtc(first.timeMs)
  return (
    <p className={styles.verdict} data-tone="good">
      <IconCircleCheck size={18} aria-hidden />
      <span>
        Seen in <SafeText text={first.process} />
        {seenUtc !== null && ` on ${formatColumnTime(seenUtc)}`}
        {records.length > 1 && `, and in ${countOf(records.length - 1, 'more record')}`}
      </span>
    </p>
  )
}

function Damaged({ damaged, isSeen }: { readonly damaged: readonly string[]; readonly isSeen: boolean }) {
  if (damaged.length === 0) return null
  return (
    <p className={styles.damaged}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>
        <SafeText text={damaged.join(', ')} /> {damaged.length === 1 ? 'is' : 'are'} damaged
        {isSeen ? ': there may be more.' : ', so this cannot be said for sure: what was lost there might have been it.'}
      </span>
    </p>
  )
}

/** Where a content is recorded, or that it is nowhere, as far as that can be said. */
export function SeenAnswerView({ answer, manifestCount, onGo }: Props) {
  const { content, name } = answer
  return (
    <section className={styles.answer} role="status">
      {name !== null && (
        <p className={styles.subject}>
          <PathText path={name} isMono />
        </p>
      )}
      <p className={styles.subject}>
        <span className={`mono ${styles.digest}`}>{content.sha256}</span>
        <CopyButton text={content.sha256} label="Copy SHA-256" />
      </p>
      <Verdict answer={answer} manifestCount={manifestCount} />
      {content.records.length > 0 && (
        <ul className={styles.records}>
          {content.records.slice(0, shownAtMost).map((link) => (
            <li key={`${link.manifestKey} ${link.record}`}>
              <RecordLinkLine link={link} onGo={onGo} />
            </li>
          ))}
        </ul>
      )}
      {content.records.length > shownAtMost && (
        <p className={styles.more}>And {formatCount(content.records.length - shownAtMost)} more.</p>
      )}
      <Damaged damaged={content.damaged} isSeen={content.records.length > 0} />
    </section>
  )
}
