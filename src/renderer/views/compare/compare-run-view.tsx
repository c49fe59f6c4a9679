import type { RunSnapshot } from '../../../shared/model/run.ts'
import { compareAgain } from '../../stores/compare-actions.ts'
import { attempt } from '../../stores/notices.ts'
import { hasFindings } from '../../stores/run-findings.ts'
import { isActive } from '../../stores/runs-store.ts'
import { ResultBanner } from '../run/result-banner.tsx'
import { RunProgress } from '../run/run-progress.tsx'
import runStyles from '../run/run.module.css'
import { CompareFailure } from './compare-failure.tsx'
import { CompareHeader } from './compare-header.tsx'
import { ComparisonPanel } from './comparison-panel.tsx'

/** A comparison: live while a folder is read, then every path of both sides. */
export function CompareRunView({ run }: { readonly run: RunSnapshot }) {
  const isRunning = isActive(run.state)
  const result = run.result?.kind === 'compare' ? run.result : undefined
  const isShown = isRunning || result !== undefined || hasFindings(run)
  return (
    <>
      <CompareHeader run={run} />
      {isRunning && (
        <div className={runStyles.top}>
          <RunProgress run={run} />
        </div>
      )}
      {result !== undefined && <ResultBanner result={result} />}
      {!isRunning && result === undefined && <CompareFailure run={run} hasFindings={hasFindings(run)} />}
      {isShown && <ComparisonPanel runId={run.runId} onCompareAgain={() => attempt(() => compareAgain(run))} />}
    </>
  )
}
