import { useRef, type RefObject } from 'react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { SplitPane } from '../../components/split-pane.tsx'
import { ViewHeader } from '../../components/view-header.tsx'
import { nameOf } from '../../format/path.ts'
import { useFindTarget } from '../../shell/find-target.ts'
import type { FindingsModel } from '../../stores/findings-model.ts'
import { isActive } from '../../stores/runs-store.ts'
import { RunControls } from '../run/run-controls.tsx'
import { RunProgress } from '../run/run-progress.tsx'
import { EvidencePanel } from './evidence-panel.tsx'
import { FindingsTable } from './findings-table.tsx'
import { FindingsToolbar } from './findings-toolbar.tsx'
import { useFindings } from './use-findings.ts'
import { useFindingKeys } from './use-finding-keys.ts'
import { VerifyActions } from './verify-actions.tsx'
import { VerifyFailure } from './verify-failure.tsx'
import { VerifyProof } from './verify-proof.tsx'
import { VerifyResultBanner } from './verify-result-banner.tsx'
import styles from './verify.module.css'

interface BodyProps {
  readonly run: RunSnapshot
  readonly findings: FindingsModel
}

function FindingsArea({ run, findings }: BodyProps) {
  const inputRef: RefObject<HTMLInputElement | null> = useRef(null)
  const listRef = useRef<HTMLDivElement>(null)
  useFindTarget(inputRef)
  useFirstFocus(listRef, '[role="grid"]')
  const focusList = (): void => {
    listRef.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
    if (findings.activeOffset < 0) findings.step(1)
  }
  const isNothing = findings.rows.rowCount === 0 && findings.verdicts.length === 0 && findings.search === ''
  if (isNothing && !isActive(run.state)) return null
  return (
    <div ref={listRef} className={styles.findings}>
      <FindingsToolbar run={run} findings={findings} inputRef={inputRef} onLeave={focusList} />
      <SplitPane
        name="evidence"
        firstSizePx={window.innerWidth >= 1280 ? 400 : 320}
        side={<EvidencePanel finding={findings.activeRow} />}
      >
        <FindingsTable run={run} findings={findings} onFind={() => inputRef.current?.focus()} />
      </SplitPane>
    </div>
  )
}

/** A verify: live while it reads, then its verdicts with their evidence. */
export function VerifyRunView({ run }: { readonly run: RunSnapshot }) {
  const findings = useFindings(run)
  useFindingKeys(findings)
  const isRunning = isActive(run.state)
  return (
    <>
      <ViewHeader
        title={
          <>
            Verify&nbsp;
            <SafeText text={nameOf(run.directory)} />
          </>
        }
        subtitle={<PathText path={run.directory} isMono />}
      >
        <RunControls run={run} />
        {!isRunning && <VerifyActions run={run} />}
      </ViewHeader>
      {isRunning && (
        <div className={styles.top}>
          <RunProgress run={run} />
        </div>
      )}
      {run.result?.kind === 'verify' && <VerifyResultBanner result={run.result} />}
      {run.result?.kind === 'verify' && run.result.findingCount === 0 && <VerifyProof run={run} result={run.result} />}
      {!isRunning && run.result === undefined && <VerifyFailure run={run} hasFindings={findings.rows.rowCount > 0} />}
      <FindingsArea run={run} findings={findings} />
    </>
  )
}
