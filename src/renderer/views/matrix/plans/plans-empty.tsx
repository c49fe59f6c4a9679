import { Button } from '@mantine/core'
import { IconGridDots } from '@tabler/icons-react'
import { CopyButton } from '../../../components/copy-button.tsx'
import { choosePlan } from '../../../stores/matrix/plans-store.ts'
import { attempt } from '../../../stores/notices.ts'
import { examplePlan } from './plan-example.ts'
import styles from './plans.module.css'

/** What a small plan looks like, to begin from. */
function PlanExample() {
  return (
    <figure className={styles.example}>
      <figcaption className={styles.exampleHead}>
        <span className="mono">summaries.plan.yaml</span>
        <CopyButton text={examplePlan} label="Copy the example" />
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys */}
      <pre className={styles.code} tabIndex={0} aria-label="Example of a plan">
        {examplePlan}
      </pre>
    </figure>
  )
}

/** First launch: one clear action, what a plan is, and one to begin from. */
export function PlansEmpty() {
  return (
    <div className={styles.empty}>
      <div className={styles.emptyWords}>
        <IconGridDots size={40} stroke={1.4} aria-hidden />
        <h1>See which artifacts exist, and build the cheapest next</h1>
        <p>
          A plan declares inputs, params and the command that builds one artifact of each pair. Its grid then shows what
          is done, missing, altered since its build, or being built, here or from a terminal.
        </p>
        <Button size="sm" leftSection={<IconGridDots size={16} />} onClick={() => attempt(choosePlan)}>
          Open a plan…
        </Button>
      </div>
      <PlanExample />
    </div>
  )
}
