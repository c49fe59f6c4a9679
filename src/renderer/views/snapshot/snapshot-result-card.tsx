import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useRef } from 'react'
import type { SnapshotResult } from '../../../shared/model/run.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Fact, Facts } from '../../components/facts.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { useBusy } from '../../components/use-busy.ts'
import { nameAlgorithm } from '../../format/digest.ts'
import { countOf, formatCount, formatDuration, formatSize } from '../../format/quantity.ts'
import { compareWith } from '../../stores/compare-actions.ts'
import { showManifest, startVerify } from '../../stores/actions.ts'
import runStyles from '../run/run.module.css'

function ResultFacts({ result }: { readonly result: SnapshotResult }) {
  const seconds = Math.max(0.001, result.durationMs / 1000)
  return (
    <Facts>
      <Fact label="Files">{formatCount(result.fileCount)}</Fact>
      <Fact label="Data">
        <SizeText sizeBytes={result.totalSizeBytes} />
      </Fact>
      <Fact label="Took">{formatDuration(result.durationMs)}</Fact>
      <Fact label="Speed">
        {formatCount(Math.round(result.fileCount / seconds))} files/s, {formatSize(result.totalSizeBytes / seconds)}/s
      </Fact>
      <Fact label="Digests">{result.algorithms.map(nameAlgorithm).join(', ')}</Fact>
      {result.reusedCount > 0 && <Fact label="Digests reused">{formatCount(result.reusedCount)}</Fact>}
      <Fact label="Left out">{formatCount(result.skippedCount)}</Fact>
      <Fact label="Errors">{formatCount(result.errorCount)}</Fact>
    </Facts>
  )
}

function ResultPlaces({ result }: { readonly result: SnapshotResult }) {
  return (
    <dl className={runStyles.lines}>
      {result.seal !== undefined && (
        <>
          <dt>Seal</dt>
          <dd>
            <span className={`mono ${runStyles.digest}`}>{result.seal}</span>
            <CopyButton text={result.seal} label="Copy the seal" />
          </dd>
        </>
      )}
      <dt>Manifest</dt>
      <dd>
        <PathText path={result.manifest} isMono />
        <CopyButton text={result.manifest} label="Copy the manifest’s path" />
      </dd>
    </dl>
  )
}

interface Props {
  readonly result: SnapshotResult
  readonly manifestId: string | undefined
}

/** Verifies with the usual options, at once: what else there is to choose is in the manifest's own Verify. */
function VerifyNow({ manifestId }: { readonly manifestId: string }) {
  const [isBusy, run] = useBusy()
  const usual = { token: null, isQuick: false, isStrict: false, allowEmpty: false }
  return (
    <Button variant="default" loading={isBusy} onClick={() => run(() => startVerify({ manifestId, ...usual }))}>
      Verify now
    </Button>
  )
}

/** What a snapshot made: its numbers, its seal, and the two next steps. */
export function SnapshotResultCard({ result, manifestId }: Props) {
  const isWhole = result.errorCount === 0
  const actionsRef = useRef<HTMLDivElement>(null)
  useFirstFocus(actionsRef, 'button')
  const ResultIcon = isWhole ? IconCircleCheck : IconAlertTriangle
  return (
    <section className={runStyles.result} data-tone={isWhole ? 'good' : 'warn'} aria-label="Result">
      <ResultIcon size={24} className={runStyles.resultIcon} aria-hidden />
      <div className={runStyles.resultBody}>
        <div role="status">
          <h2 className={runStyles.resultTitle}>
            {isWhole ? 'Snapshot done' : `Snapshot done, ${countOf(result.errorCount, 'path')} could not be read`}
          </h2>
        </div>
        <ResultFacts result={result} />
        <ResultPlaces result={result} />
        {result.warnings.length > 0 && (
          <ul className={runStyles.warnings}>
            {result.warnings.map((warning) => (
              <li key={warning}>
                <SafeText text={warning} />
              </li>
            ))}
          </ul>
        )}
        {manifestId !== undefined && (
          <div ref={actionsRef} className={runStyles.actions}>
            <Button onClick={() => showManifest(manifestId)}>Open manifest</Button>
            <VerifyNow manifestId={manifestId} />
            <Button variant="default" onClick={() => compareWith(manifestId)}>
              Compare with…
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}
