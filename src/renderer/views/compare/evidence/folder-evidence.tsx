import type { ComparisonFolderRow, ComparisonGroupRow } from '../../../../shared/ipc/comparison-schemas.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { SizeText } from '../../../components/size-text.tsx'
import { VerdictBadge } from '../../../components/verdict-badge.tsx'
import { verdictOrder } from '../../../components/verdict-look.tsx'
import { countOf, formatCount } from '../../../format/quantity.ts'
import styles from './evidence.module.css'

/** What lies below a folder, verdict by verdict. */
export function FolderEvidence({ row }: { readonly row: ComparisonFolderRow }) {
  return (
    <>
      <div className={styles.pathLine}>
        <span className={`mono ${styles.path}`}>
          <SafeText text={row.path} />
        </span>
        <CopyButton text={row.path} label="Copy path" />
      </div>
      <table className={styles.tallies}>
        <tbody>
          {verdictOrder
            .filter((verdict) => (row.counts[verdict] ?? 0) > 0)
            .map((verdict) => (
              <tr key={verdict}>
                <th scope="row">
                  <VerdictBadge verdict={verdict} />
                </th>
                <td>{formatCount(row.counts[verdict] ?? 0)}</td>
              </tr>
            ))}
          <tr>
            <th scope="row">Size in the baseline</th>
            <td>
              <SizeText sizeBytes={row.leftSizeBytes === 0 ? null : row.leftSizeBytes} />
            </td>
          </tr>
          <tr>
            <th scope="row">Size now</th>
            <td>
              <SizeText sizeBytes={row.rightSizeBytes === 0 ? null : row.rightSizeBytes} />
            </td>
          </tr>
        </tbody>
      </table>
      {row.movedAwayCount > 0 && (
        <p className={styles.dim}>{countOf(row.movedAwayCount, 'file')} moved from here to other folders.</p>
      )}
    </>
  )
}

/** Why the members of a group are not paired. */
export function GroupEvidence({ row }: { readonly row: ComparisonGroupRow }) {
  return (
    <>
      <div className={styles.head}>
        <VerdictBadge verdict="ambiguous-move" />
        <span className={styles.dim}>group {formatCount(row.group)}</span>
      </div>
      <p>
        {countOf(row.leftCount, 'path')} of this content went and {countOf(row.rightCount, 'path')} came. Digest and
        size are the same on all of them and their names do not pair them, so which moved where cannot be told.
      </p>
    </>
  )
}
