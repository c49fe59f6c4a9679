import { IconEqual, IconEqualNot } from '@tabler/icons-react'
import type { Finding } from '../../../../shared/model/verdict.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { escapeUnsafe } from '../../../format/safe-text.ts'
import { verdictInk } from '../comparison-colors.ts'
import { evidenceRows, type EvidenceRow } from './evidence-rows.ts'
import styles from './evidence.module.css'

function Mark({ isDifferent }: { readonly isDifferent: boolean }) {
  return isDifferent ? (
    <IconEqualNot size={12} aria-label="differs" />
  ) : (
    <IconEqual size={12} aria-hidden className={styles.same} />
  )
}

interface ValueProps {
  readonly shown: string | undefined
  readonly exact: string | undefined
  /** Said below where the shown values alone would look the same. */
  readonly isExactSaid: boolean
}

function Value({ shown, exact, isExactSaid }: ValueProps) {
  if (shown === undefined || exact === undefined) return <td className={styles.unknown}>–</td>
  return (
    <td title={escapeUnsafe(exact)}>
      <SafeText text={shown} />
      {isExactSaid && exact !== shown && (
        <span className={styles.exact}>
          <SafeText text={exact} />
        </span>
      )}
    </td>
  )
}

function FactRow({ row }: { readonly row: EvidenceRow }) {
  const isExactSaid = row.isDifferent && (row.left === row.right || row.label === 'Size')
  return (
    <tr data-different={row.isDifferent || undefined}>
      <th scope="row">
        <Mark isDifferent={row.isDifferent} />
        {row.label}
      </th>
      <Value shown={row.left} exact={row.exactLeft} isExactSaid={isExactSaid} />
      <Value shown={row.right} exact={row.exactRight} isExactSaid={isExactSaid} />
    </tr>
  )
}

function DigestLine({ digest, side, label }: { digest: string | undefined; side: string; label: string }) {
  if (digest === undefined) return null
  return (
    <div className={styles.digestLine}>
      <span className={styles.digestSide}>{side}</span>
      <span className={`mono ${styles.digest}`}>{digest}</span>
      <CopyButton text={digest} label={`Copy ${label} digest, ${side}`} />
    </div>
  )
}

/** A digest whole on either side; once where both are the same. */
function DigestFact({ row }: { readonly row: EvidenceRow }) {
  const isSame = row.left !== undefined && row.left === row.right
  return (
    <div className={styles.digestFact} data-different={row.isDifferent || undefined}>
      <h3>
        <Mark isDifferent={row.isDifferent} />
        {row.label}
      </h3>
      {isSame ? (
        <DigestLine digest={row.left} side="both" label={row.label} />
      ) : (
        <>
          <DigestLine digest={row.left} side="baseline" label={row.label} />
          <DigestLine digest={row.right} side="current" label={row.label} />
        </>
      )}
    </div>
  )
}

/** Both sides value by value, what differs marked; the digests whole. */
export function FactTable({ finding }: { readonly finding: Finding }) {
  const rows = evidenceRows(finding)
  return (
    <div style={{ '--verdict': verdictInk(finding.verdict) }}>
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">Baseline</th>
            <th scope="col">Current</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((row) => !row.isDigest)
            .map((row) => (
              <FactRow key={row.label} row={row} />
            ))}
        </tbody>
      </table>
      {rows
        .filter((row) => row.isDigest)
        .map((row) => (
          <DigestFact key={row.label} row={row} />
        ))}
    </div>
  )
}
