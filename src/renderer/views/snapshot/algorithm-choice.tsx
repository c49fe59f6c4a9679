import type { DigestAlgorithm } from '../../../shared/model/digest.ts'
import { describeAlgorithm, nameAlgorithm, offeredAlgorithms } from '../../format/digest.ts'
import styles from './snapshot-dialog.module.css'

interface Props {
  readonly chosen: readonly DigestAlgorithm[]
  readonly onChange: (chosen: DigestAlgorithm[]) => void
}

/** One read of the data serves all the digests chosen; the first is the one tables show. */
export function AlgorithmChoice({ chosen, onChange }: Props) {
  const toggle = (algorithm: DigestAlgorithm): void => {
    const isOn = chosen.includes(algorithm)
    onChange(isOn ? chosen.filter((other) => other !== algorithm) : [...chosen, algorithm])
  }
  const [first] = chosen
  return (
    <fieldset className={styles.fieldset}>
      <legend className={styles.label}>Digests</legend>
      <div className={styles.choices}>
        {offeredAlgorithms.map((algorithm) => (
          <button
            key={algorithm}
            type="button"
            className={styles.choice}
            aria-pressed={chosen.includes(algorithm)}
            title={describeAlgorithm(algorithm)}
            onClick={() => toggle(algorithm)}
          >
            {nameAlgorithm(algorithm)}
          </button>
        ))}
      </div>
      <p className={styles.help} data-bad={first === undefined || undefined}>
        {first === undefined
          ? 'Choose at least one.'
          : chosen.length === 1
            ? `${nameAlgorithm(first)}: ${describeAlgorithm(first)}.`
            : `${chosen.length} digests from one read of the data.`}
      </p>
    </fieldset>
  )
}
