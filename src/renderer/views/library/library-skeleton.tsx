import { ViewHeader } from '../../components/view-header.tsx'
import styles from './library.module.css'

export function LibrarySkeleton() {
  return (
    <>
      <ViewHeader title="Library" subtitle="Reading…" />
      <div className={styles.list} aria-hidden>
        {[0, 1, 2].map((card) => (
          <div key={card} className={styles.cardSkeleton} />
        ))}
      </div>
    </>
  )
}
