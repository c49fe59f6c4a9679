import { ViewHeader } from '../../components/view-header.tsx'
import styles from './manifest.module.css'

const rows = Array.from({ length: 14 }, (_, index) => index)

/** As large as what will stand there. */
export function ManifestSkeleton() {
  return (
    <>
      <ViewHeader title="Opening…" subtitle="Reading the manifest" />
      <div className={styles.summary} aria-hidden>
        <div className={styles.summarySkeleton} />
      </div>
      <div className={styles.toolbar} aria-hidden />
      <div className={styles.skeletonRows} aria-hidden>
        {rows.map((row) => (
          <div key={row} className={styles.skeletonRow}>
            <span style={{ width: `${30 + ((row * 37) % 40)}%` }} />
          </div>
        ))}
      </div>
    </>
  )
}
