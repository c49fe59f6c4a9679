import type { ReactNode } from 'react'
import type { SealState } from '../../../shared/model/manifest.ts'
import type { VerifyResult } from '../../../shared/model/run.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { PathText } from '../../components/path-text.tsx'
import { countOf, formatBytes, formatSize } from '../../format/quantity.ts'
import styles from './verify.module.css'

const sealWords: Readonly<Record<SealState['state'], string>> = {
  intact: 'intact, recomputed from its bytes',
  broken: 'broken',
  'not-checked': 'not checked',
  'not-checkable': 'not checkable in this layout',
  none: 'none',
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

function SealRow({ seal }: { readonly seal: SealState }) {
  return (
    <Row label="Its seal">
      {sealWords[seal.state]}
      {seal.root !== undefined && (
        <>
          <span className="mono" title={seal.root}>
            {seal.root.slice(0, 8)}
          </span>
          <CopyButton text={seal.root} label="Copy the seal" />
        </>
      )}
    </Row>
  )
}

/** What a clean verdict rests on, for whoever has to vouch for it. */
export function VerifyBasis({ result }: { readonly result: VerifyResult }) {
  const { left, right, isQuick } = result
  return (
    <dl className={styles.basis}>
      <Row label="Manifest">
        <PathText path={left.location} isMono />
        <CopyButton text={left.location} label="Copy the manifest’s path" />
      </Row>
      {left.seal !== undefined && <SealRow seal={left.seal} />}
      <Row label="It lists">
        <span title={formatBytes(left.totalSizeBytes)}>
          {countOf(left.fileCount, 'file')}, {formatSize(left.totalSizeBytes)}
        </span>
      </Row>
      <Row label="Folder">
        <PathText path={right.location} isMono />
      </Row>
      <Row label="It holds">
        <span title={formatBytes(right.totalSizeBytes)}>
          {countOf(right.fileCount, 'file')}, {formatSize(right.totalSizeBytes)}
        </span>
      </Row>
      <Row label="Compared by">
        {isQuick ? 'size and modification time; silent corruption would go unseen' : 'content: every file was read'}
      </Row>
    </dl>
  )
}
