import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconShieldX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { SealState } from '../../../shared/model/manifest.ts'
import type { VerifyResult } from '../../../shared/model/run.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { nameAlgorithm } from '../../format/digest.ts'
import { countOf } from '../../format/quantity.ts'
import type { KnownManifest } from '../../stores/known-manifest.ts'
import styles from './proof.module.css'

const looks = { good: IconCircleCheck, warn: IconAlertTriangle, bad: IconShieldX, plain: IconInfoCircle } as const
type Tone = keyof typeof looks

interface CheckProps {
  readonly tone: Tone
  readonly title: string
  /** Beside the title. */
  readonly mark?: ReactNode
  readonly children: ReactNode
}

function Check({ tone, title, mark, children }: CheckProps) {
  const CheckIcon = looks[tone]
  return (
    <li className={styles.check} data-tone={tone}>
      <CheckIcon size={18} stroke={1.8} aria-hidden className={styles.checkIcon} />
      <div>
        <div className={styles.checkHead}>
          <h3 className={styles.checkTitle}>{title}</h3>
          {mark}
        </div>
        <p>{children}</p>
      </div>
    </li>
  )
}

const seals: Readonly<Record<SealState['state'], { tone: Tone; title: string; words: string }>> = {
  intact: {
    tone: 'good',
    title: 'Seal intact',
    words: 'Recomputed from the manifest’s own bytes: not one entry was altered, dropped or added since.',
  },
  broken: { tone: 'bad', title: 'Seal broken', words: 'The manifest was altered after it was written.' },
  'not-checked': {
    tone: 'warn',
    title: 'Seal not checked',
    words: 'Nothing says that the manifest is as it was written.',
  },
  'not-checkable': {
    tone: 'warn',
    title: 'Seal not checkable',
    words: 'The manifest was laid out anew by another program, so its seal cannot be recomputed.',
  },
  none: {
    tone: 'plain',
    title: 'No seal',
    words: 'This format has none: keep the manifest where nobody can alter it.',
  },
}

function SealCheck({ seal }: { readonly seal: SealState | undefined }) {
  const { tone, title, words } = seals[seal?.state ?? 'none']
  const mark = seal?.root !== undefined && (
    <span className={styles.root}>
      <span className="mono" title={seal.root}>
        {seal.root.slice(0, 8)}
      </span>
      <CopyButton text={seal.root} label="Copy the seal" />
    </span>
  )
  return (
    <Check tone={tone} title={title} mark={mark}>
      {words}
    </Check>
  )
}

function ContentCheck({ result, known }: Props) {
  const files = countOf(result.left.fileCount, 'file')
  if (result.isQuick) {
    return (
      <Check tone="warn" title="Contents not read">
        A quick check: size and modification time of {files} agree. Silent corruption would go unseen.
      </Check>
    )
  }
  const names = known?.algorithms.map(nameAlgorithm).join(', ') ?? ''
  return (
    <Check tone="good" title={names === '' ? 'Digests equal' : `${names} equal`}>
      All {files} were read to the last byte, and their digests compared with those in the manifest.
    </Check>
  )
}

function ReadCheck({ result }: { readonly result: VerifyResult }) {
  const entryCount = Object.values(result.counts).reduce((sum, count) => sum + count, 0)
  const otherCount = entryCount - result.left.fileCount
  return (
    <Check tone="good" title="Nothing was unreadable">
      No path refused to be read, and none changed meanwhile.
      {otherCount > 0 &&
        ` ${countOf(otherCount, 'link or special file was', 'links and special files were')} compared by kind and target, and not opened.`}
    </Check>
  )
}

interface Props {
  readonly result: VerifyResult
  readonly known: KnownManifest | undefined
}

/** What the verdict rests on, and where it has its limits. */
export function ProofChecks({ result, known }: Props) {
  const touched = result.counts.touched ?? 0
  return (
    <section className={styles.part} aria-label="What this rests on">
      <h2 className={styles.heading}>What this rests on</h2>
      <ul className={styles.checks}>
        <SealCheck seal={result.left.seal} />
        <ContentCheck result={result} known={known} />
        {result.status !== 'incomplete' && <ReadCheck result={result} />}
        {touched > 0 && !result.isStrict && (
          <Check tone="plain" title={`${countOf(touched, 'path')} touched`}>
            The same content under another time or mode. A strict verify lists them as findings.
          </Check>
        )}
      </ul>
    </section>
  )
}
