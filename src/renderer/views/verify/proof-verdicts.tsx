import type { VerifyResult } from '../../../shared/model/run.ts'
import { verdictColor, verdictLooks, verdictOrder } from '../../components/verdict-look.tsx'
import { formatCount } from '../../format/quantity.ts'
import styles from './proof.module.css'

/** Every verdict with its count: the noughts are the evidence. */
export function ProofVerdicts({ result }: { readonly result: VerifyResult }) {
  return (
    <section className={styles.part} aria-label="Verdicts">
      <h2 className={styles.heading}>Verdicts</h2>
      <dl className={styles.verdicts}>
        {verdictOrder.toReversed().map((verdict) => {
          const { icon: VerdictIcon, word, meaning } = verdictLooks[verdict]
          const count = result.counts[verdict] ?? 0
          return (
            <div
              key={verdict}
              className={styles.verdict}
              data-none={count === 0 || undefined}
              title={meaning}
              style={{ '--verdict': verdictColor(verdict) }}
            >
              <dt>
                <VerdictIcon size={14} stroke={2} aria-hidden />
                {word}
              </dt>
              <dd>{formatCount(count)}</dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
