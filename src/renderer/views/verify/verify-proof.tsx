import { useRef } from 'react'
import type { RunSnapshot, VerifyResult } from '../../../shared/model/run.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { SafeText } from '../../components/safe-text.tsx'
import { useCapabilities } from '../../stores/app-store.ts'
import { verifyCommandOf } from './verify-command.ts'
import { ProofChecks } from './proof-checks.tsx'
import { ProofSides } from './proof-sides.tsx'
import { ProofVerdicts } from './proof-verdicts.tsx'
import { useKnownManifest } from '../../stores/known-manifest.ts'
import styles from './proof.module.css'

function OwnCheck({ result }: { readonly result: VerifyResult }) {
  const { platform } = useCapabilities()
  const command = verifyCommandOf(result, platform)
  return (
    <section className={styles.part} aria-label="Check it without the app">
      <h2 className={styles.heading}>Check it without the app</h2>
      <div className={styles.command}>
        <code className="mono">
          <SafeText text={command} />
        </code>
        <CopyButton text={command} label="Copy the command" />
      </div>
      <p className={styles.hint}>
        Run <span className="mono">{result.runId}</span>. Exit status 0 means clean, 1 findings, 2 incomplete.
      </p>
    </section>
  )
}

interface Props {
  readonly run: RunSnapshot
  readonly result: VerifyResult
}

/** The evidence of a verify without findings, for whoever has to vouch for it. */
export function VerifyProof({ run, result }: Props) {
  const known = useKnownManifest(run.manifestId ?? '')
  const boxRef = useRef<HTMLDivElement>(null)
  useFirstFocus(boxRef, '[role="region"]')
  return (
    <div ref={boxRef} className={styles.box}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by key */}
      <div className={styles.page} tabIndex={0} role="region" aria-label="Evidence">
        <ProofSides result={result} known={known} />
        <ProofChecks result={result} known={known} />
        <ProofVerdicts result={result} />
        <OwnCheck result={result} />
      </div>
    </div>
  )
}
