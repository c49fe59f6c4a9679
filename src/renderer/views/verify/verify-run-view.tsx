import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { RunSnapshot, VerifyResult } from '../../../shared/model/run.ts'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { ViewHeader } from '../../components/view-header.tsx'
import { nameOf } from '../../format/path.ts'
import { hasFindings } from '../../stores/run-findings.ts'
import { isActive } from '../../stores/runs-store.ts'
import { ComparisonPanel } from '../compare/comparison-panel.tsx'
import { ResultBanner } from '../run/result-banner.tsx'
import { RunControls } from '../run/run-controls.tsx'
import { RunLogLink } from '../run/run-log-link.tsx'
import { RunProgress } from '../run/run-progress.tsx'
import runStyles from '../run/run.module.css'
import { verifyAgain } from './verify-again.ts'
import { VerifyActions } from './verify-actions.tsx'
import { VerifyFailure } from './verify-failure.tsx'
import { VerifyProof } from './verify-proof.tsx'

type CleanPart = 'proof' | 'entries'

interface PartChoiceProps {
  readonly part: CleanPart
  readonly onChange: (part: CleanPart) => void
}

/** Of a verify without findings: what it rests on, or every entry of it. */
function PartChoice({ part, onChange }: PartChoiceProps) {
  return (
    <SegmentedControl
      aria-label="What to show"
      data={[
        { value: 'proof', label: 'Proof' },
        { value: 'entries', label: 'Entries' },
      ]}
      value={part}
      onChange={(value) => onChange(value === 'entries' ? 'entries' : 'proof')}
    />
  )
}

function VerifyHeader({ run, choice }: { readonly run: RunSnapshot; readonly choice: React.ReactNode }) {
  return (
    <ViewHeader
      title={
        <>
          Verify&nbsp;
          <SafeText text={nameOf(run.directory)} />
        </>
      }
      subtitle={<PathText path={run.directory} isMono />}
    >
      {choice}
      <RunLogLink runId={run.runId} />
      <RunControls run={run} />
      {!isActive(run.state) && <VerifyActions run={run} />}
    </ViewHeader>
  )
}

function resultOf(run: RunSnapshot): VerifyResult | undefined {
  return run.result?.kind === 'verify' ? run.result : undefined
}

/** A verify: live while it reads, then its verdicts with their evidence. */
export function VerifyRunView({ run }: { readonly run: RunSnapshot }) {
  const [part, setPart] = useState<CleanPart>('proof')
  const isRunning = isActive(run.state)
  const result = resultOf(run)
  const isClean = result?.findingCount === 0
  const isProofShown = isClean && part === 'proof'
  const isTableShown = !isProofShown && (isRunning || result !== undefined || hasFindings(run))
  return (
    <>
      <VerifyHeader run={run} choice={isClean && <PartChoice part={part} onChange={setPart} />} />
      {isRunning && (
        <div className={runStyles.top}>
          <RunProgress run={run} />
        </div>
      )}
      {result !== undefined && <ResultBanner result={result} />}
      {!isRunning && result === undefined && <VerifyFailure run={run} hasFindings={hasFindings(run)} />}
      {isProofShown && <VerifyProof run={run} result={result} />}
      {isTableShown && <ComparisonPanel runId={run.runId} onCompareAgain={() => verifyAgain(run)} />}
    </>
  )
}
