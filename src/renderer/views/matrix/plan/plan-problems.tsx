import { IconAlertTriangle } from '@tabler/icons-react'
import type { MatrixDetail, PlanProblem } from '../../../../shared/ipc/matrix-schemas.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { countOf } from '../../../format/quantity.ts'
import styles from './plan.module.css'

function placeOf({ line, column }: PlanProblem): string {
  if (line === null) return 'whole file'
  return column === null ? `line ${line}` : `line ${line}:${column}`
}

/** A problem as one line of text that editors turn into a link. */
function asText(path: string, { line, column, field, message }: PlanProblem): string {
  const place = [path, line, column].filter((part) => part !== null).join(':')
  return `${place}: ${field === '' ? '' : `${field}: `}${message}`
}

/** What keeps a plan from being used: each problem with its place. */
export function PlanProblems({ detail }: { readonly detail: MatrixDetail }) {
  const { problems, item } = detail
  const path = item.location.displayPath
  return (
    <section className={styles.problems} aria-label="Problems of the plan">
      <div className={styles.problemsHead}>
        <IconAlertTriangle size={20} aria-hidden />
        <div>
          <h2>{countOf(problems.length, 'problem')} in this plan</h2>
          <p>Mend the file in an editor: it is read again as soon as it is saved, and its grid comes here.</p>
        </div>
        <CopyButton text={problems.map((problem) => asText(path, problem)).join('\n')} label="Copy all problems" />
      </div>
      <ol className={styles.problemList}>
        {problems.map((problem) => (
          <li key={asText(path, problem)} className={styles.problem}>
            <span className={styles.problemPlace}>{placeOf(problem)}</span>
            <div className={styles.problemWords}>
              {problem.field !== '' && (
                <code className={styles.problemField}>
                  <SafeText text={problem.field} />
                </code>
              )}
              <p>
                <SafeText text={problem.message} />
              </p>
            </div>
            <CopyButton text={asText(path, problem)} label="Copy this problem" />
          </li>
        ))}
      </ol>
    </section>
  )
}
