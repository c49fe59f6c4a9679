import type { ManifestCard, Repair } from '../../../../shared/ipc/pipeline-schemas.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import { countOf, formatCount } from '../../../format/quantity.ts'
import styles from './problems.module.css'

interface Props {
  readonly repair: Repair
  readonly card: ManifestCard
  readonly hasCopy: boolean
  readonly isDone: boolean
}

/** What it counts and nobody finds is gone with the damage, and no repair from this file alone brings it back. */
function Lost({ repair, hasCopy }: Pick<Props, 'repair' | 'hasCopy'>) {
  if (repair.lostCount === 0) return null
  const where = hasCopy ? 'in either file' : 'in the file: a copy may have them'
  return (
    <p className={styles.lost}>
      It counts {countOf(repair.lostCount, 'more record')}, of which nothing is found {where}.
    </p>
  )
}

function LeftOut({ repair, isDone }: Pick<Props, 'repair' | 'isDone'>) {
  if (repair.leftOutCount === 0) {
    if (repair.lostCount > 0) return null
    const isNothingKnown = repair.keptCount === 0 && repair.isMetadataRebuilt
    return <p>{isNothingKnown ? 'Nobody can tell how many records it had.' : 'No record is lost.'}</p>
  }
  const moreCount = repair.leftOutCount - repair.leftOut.length
  return (
    <section>
      <h3>
        {isDone ? 'Left out' : 'Would be left out'}: {countOf(repair.leftOutCount, 'record')}
      </h3>
      <p className={styles.words}>They stay in the file that is set aside, byte for byte.</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled list must be reachable by key */}
      <ul className={styles.leftOut} tabIndex={0} aria-label="Records left out">
        {repair.leftOut.map((problem, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- one record may be named by several problems
          <li key={`${problem.field} ${index}`}>
            <span className="mono">
              <SafeText text={problem.field === '' ? 'the whole file' : problem.field} />
            </span>
            {problem.line !== null && <span className={styles.line}> line {formatCount(problem.line)}</span>}
            <br />
            <SafeText text={problem.message} />
          </li>
        ))}
        {moreCount > 0 && <li>and {formatCount(moreCount)} more</li>}
      </ul>
    </section>
  )
}

/** What is kept, what is left out and why, and that the damaged file is set aside before anything is written. */
export function RepairFacts({ repair, card, hasCopy, isDone }: Props) {
  return (
    <div className={styles.facts}>
      {!isDone && (
        <ol className={styles.steps}>
          <li>
            <span>
              The damaged file is copied beside itself, as{' '}
              <span className="mono">
                <SafeText text={`${card.fileName}.damaged-….json`} />
              </span>
              .
            </span>
          </li>
          <li>
            <span>
              <SafeText text={card.fileName} /> is written anew with{' '}
              <strong>{countOf(repair.keptCount, 'record')}</strong>
              {hasCopy && `, ${formatCount(repair.addedFromCopyCount)} of them from the copy`}
              {repair.process !== null && (
                <>
                  , as the manifest of{' '}
                  <span className="mono">
                    <SafeText text={repair.process} />
                  </span>
                </>
              )}
              .{repair.isMetadataRebuilt && ' What it says of itself is made anew of its name and records.'}
            </span>
          </li>
        </ol>
      )}
      {isDone && hasCopy && <p>{countOf(repair.addedFromCopyCount, 'record')} came from the copy.</p>}
      <LeftOut repair={repair} isDone={isDone} />
      <Lost repair={repair} hasCopy={hasCopy} />
    </div>
  )
}
