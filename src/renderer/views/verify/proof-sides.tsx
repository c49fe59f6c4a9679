import type { ReactNode } from 'react'
import type { Side, VerifyResult } from '../../../shared/model/run.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { formatCount } from '../../format/quantity.ts'
import type { KnownManifest } from '../../stores/known-manifest.ts'
import styles from './proof.module.css'

interface CardProps {
  readonly title: string
  readonly side: Side
  readonly when: ReactNode
  readonly copyLabel: string
}

function SideCard({ title, side, when, copyLabel }: CardProps) {
  return (
    <section className={styles.card} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      <div className={styles.place}>
        <PathText path={side.location} isMono />
        <CopyButton text={side.location} label={copyLabel} />
      </div>
      <dl className={styles.numbers}>
        <div>
          <dt>Files</dt>
          <dd>{formatCount(side.fileCount)}</dd>
        </div>
        <div>
          <dt>Data</dt>
          <dd>
            <SizeText sizeBytes={side.totalSizeBytes} />
          </dd>
        </div>
        {when}
      </dl>
    </section>
  )
}

function When({ label, timestampUtc }: { readonly label: string; readonly timestampUtc: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <TimeText timestampUtc={timestampUtc} />
      </dd>
    </div>
  )
}

interface Props {
  readonly result: VerifyResult
  readonly known: KnownManifest | undefined
}

/** What was compared with what. */
export function ProofSides({ result, known }: Props) {
  return (
    <div className={styles.sides}>
      <SideCard
        title="Baseline: the manifest"
        side={result.left}
        copyLabel="Copy the manifest’s path"
        when={known !== undefined && <When label="Taken" timestampUtc={known.timestampUtc} />}
      />
      <SideCard
        title="Now: the folder"
        side={result.right}
        copyLabel="Copy the folder’s path"
        when={<When label="Read" timestampUtc={result.startedUtc} />}
      />
    </div>
  )
}
