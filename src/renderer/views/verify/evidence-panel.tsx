import { IconEqual, IconEqualNot } from '@tabler/icons-react'
import type { Finding } from '../../../shared/model/verdict.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { VerdictBadge } from '../../components/verdict-badge.tsx'
import { KeyCombo } from '../../components/key-combo.tsx'
import { verdictColor } from '../../components/verdict-look.tsx'
import { escapeUnsafe } from '../../format/safe-text.ts'
import { evidenceRows, type EvidenceRow } from './evidence-rows.ts'
import styles from './evidence.module.css'

interface ValueProps {
  readonly value: string | undefined
  readonly exact: string | undefined
  readonly row: EvidenceRow
  readonly side: string
}

function EvidenceValue({ value, exact, row, side }: ValueProps) {
  if (value === undefined || exact === undefined) return <td className={styles.absent}>–</td>
  const { isDigest, label } = row
  return (
    <td title={escapeUnsafe(exact)} className={isDigest ? 'mono' : undefined}>
      <span className={styles.value}>
        {isDigest ? value.slice(0, 8) : <SafeText text={value} />}
        {isDigest && <CopyButton text={exact} label={`Copy ${label} ${side}`} />}
      </span>
    </td>
  )
}

function EvidenceTable({ finding }: { readonly finding: Finding }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">In the manifest</th>
          <th scope="col">In the folder</th>
        </tr>
      </thead>
      <tbody style={{ '--verdict': verdictColor(finding.verdict) }}>
        {evidenceRows(finding).map((row) => (
          <tr key={row.label} data-different={row.isDifferent || undefined}>
            <th scope="row">
              {row.isDifferent ? (
                <IconEqualNot size={12} aria-label="differs" />
              ) : (
                <IconEqual size={12} aria-hidden className={styles.same} />
              )}
              {row.label}
            </th>
            <EvidenceValue value={row.left} exact={row.exactLeft} row={row} side="in the manifest" />
            <EvidenceValue value={row.right} exact={row.exactRight} row={row} side="in the folder" />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PathLine({ label, path }: { readonly label: string; readonly path: string }) {
  return (
    <div className={styles.pathLine}>
      <span className={styles.pathLabel}>{label}</span>
      <span className={`mono ${styles.path}`}>
        <SafeText text={path} />
      </span>
      <CopyButton text={path} label="Copy path" />
    </div>
  )
}

function NothingSelected() {
  return (
    <div className={styles.nothing}>
      <p>Select a finding to see its evidence.</p>
      <p>
        <KeyCombo keys={['n']} /> next, <KeyCombo keys={['p']} /> previous
      </p>
    </div>
  )
}

/** Why the verdict is what it is: the words, and both sides value by value. */
export function EvidencePanel({ finding }: { readonly finding: Finding | undefined }) {
  return (
    <aside className={styles.panel} aria-label="Evidence">
      {finding === undefined ? (
        <NothingSelected />
      ) : (
        <>
          <div className={styles.head}>
            <VerdictBadge verdict={finding.verdict} />
            {finding.group !== undefined && <span className={styles.group}>group {finding.group}</span>}
          </div>
          {finding.fromPath !== undefined && <PathLine label="from" path={finding.fromPath} />}
          <PathLine label={finding.fromPath === undefined ? 'path' : 'to'} path={finding.path} />
          <p className={styles.words}>
            <SafeText text={finding.evidence} />
          </p>
          <EvidenceTable finding={finding} />
        </>
      )}
    </aside>
  )
}
