import { IconLock } from '@tabler/icons-react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { countOf, formatCount } from '../../format/quantity.ts'
import styles from './run.module.css'

/** Paths that could not be read, as they are met. */
export function RunErrors({ run }: { readonly run: RunSnapshot }) {
  const { errorCount } = run.progress
  if (run.errors.length === 0) return null
  return (
    <section className={styles.errors} aria-label="Errors">
      <h2 className={styles.heading}>
        {countOf(errorCount, 'path')} could not be read
        {errorCount > run.errors.length && (
          <span className={styles.headingNote}>showing {formatCount(run.errors.length)}; the manifest has all</span>
        )}
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by key */}
      <ul className={styles.errorList} tabIndex={0} aria-label="Paths that could not be read">
        {run.errors.map((error) => (
          <li key={`${error.path}\n${error.code}`} className={styles.errorRow}>
            <IconLock size={14} aria-hidden className={styles.errorIcon} />
            <PathText path={error.path} isMono />
            <span className={styles.errorWords} title={error.message}>
              {error.code} <SafeText text={error.message} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
