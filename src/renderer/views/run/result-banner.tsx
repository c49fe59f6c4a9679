import { IconAlertTriangle, IconCircleCheck, IconZoomExclamation } from '@tabler/icons-react'
import type { SealState } from '../../../shared/model/manifest.ts'
import type { CompareResult, VerifyResult, WatchResult } from '../../../shared/model/run.ts'
import { Fact, Facts } from '../../components/facts.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { SealAlert } from '../../components/seal-alert.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { countOf, formatCount, formatDuration, formatSize } from '../../format/quantity.ts'
import styles from './result-banner.module.css'

type Result = VerifyResult | CompareResult | WatchResult

const looks = {
  clean: { icon: IconCircleCheck, tone: 'good' },
  findings: { icon: IconZoomExclamation, tone: 'bad' },
  incomplete: { icon: IconAlertTriangle, tone: 'warn' },
} as const

/** Nothing is quick about a compare: digests decide. */
function isQuickResult(result: Result): boolean {
  return result.kind === 'verify' && result.isQuick
}

function nameOutcome(result: Result): string {
  const unreadable = (result.counts.unreadable ?? 0) + (result.counts['changed-while-reading'] ?? 0)
  if (result.status === 'clean') {
    if (result.kind === 'compare') return 'Nothing differs'
    if (result.kind === 'watch') return 'Everything was as it was when last looked at'
    return result.isQuick ? 'Clean, as far as size and time can tell' : 'Clean: everything is as it was'
  }
  // A broken seal alone is no finding about a path, and yet nothing to be called clean.
  if (result.status === 'findings' && result.findingCount === 0) return 'Nothing differs, but a seal is broken'
  if (result.status === 'findings') return countOf(result.findingCount, 'finding')
  return unreadable > 0
    ? `Incomplete: ${countOf(unreadable, 'path')} could not be checked`
    : 'Incomplete: not everything could be checked'
}

const sealWords: Readonly<Record<SealState['state'], string>> = {
  intact: 'intact',
  broken: 'broken',
  'not-checked': 'not checked',
  'not-checkable': 'not checkable',
  none: 'none',
}

/** By bytes where contents were read, by files where only their sizes and times were. */
function describeSpeed({ right, isQuick, durationMs }: VerifyResult): string {
  const seconds = Math.max(0.001, durationMs / 1000)
  if (isQuick) return `${formatCount(Math.round(right.fileCount / seconds))} files/s`
  return `${formatSize(right.totalSizeBytes / seconds)}/s`
}

/** The paths of both sides: each has one verdict, and a move is one path. */
function pathCount({ counts }: Result): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function explain(result: Result): string {
  const { unchanged = 0, touched = 0 } = result.counts
  const same = result.isStrict ? unchanged : unchanged + touched
  const how = isQuickResult(result) ? 'agree in size and time; contents were not read' : 'have the very same content'
  return `${formatCount(same)} of ${countOf(pathCount(result), 'path')} ${how}.`
}

function Notes({ warnings }: { readonly warnings: readonly string[] }) {
  const words = warnings.map((warning) => (
    <p key={warning} className={styles.warning}>
      <SafeText text={warning} />
    </p>
  ))
  if (words.length < 2) return words
  return (
    <details className={styles.notes}>
      <summary>{countOf(words.length, 'note')}</summary>
      {words}
    </details>
  )
}

/** Those that the alert of a broken seal does not say already. */
function unsaidWarnings({ left, right, warnings }: Result): string[] {
  const reasons = [left, right].flatMap(({ seal }) =>
    seal?.state === 'broken' && seal.reason !== undefined ? [seal.reason] : [],
  )
  return warnings.filter((warning) => !reasons.some((reason) => warning.includes(reason)))
}

function VerifyFacts({ result }: { readonly result: VerifyResult }) {
  return (
    <>
      <Fact label="Speed">{describeSpeed(result)}</Fact>
      <Fact label="Manifest’s seal">{sealWords[result.left.seal?.state ?? 'none']}</Fact>
    </>
  )
}

/** The outcome in one line, and what it rests on. A broken seal goes before everything. */
export function ResultBanner({ result }: { readonly result: Result }) {
  const { icon: OutcomeIcon, tone } = looks[result.status]
  const isVerify = result.kind === 'verify'
  const hasBaseline = result.kind === 'compare'
  const advice = 'These verdicts rest on an altered manifest. Compare it with a copy kept elsewhere.'
  return (
    <>
      <SealAlert seal={result.left.seal} subject={hasBaseline ? 'The baseline' : 'The manifest'} advice={advice} />
      <SealAlert seal={result.right.seal} subject="The current side" advice={advice} />
      <section className={styles.banner} data-tone={tone} data-slim={!isVerify || undefined} aria-label="Result">
        <OutcomeIcon size={isVerify ? 28 : 22} stroke={1.6} className={styles.bannerIcon} aria-hidden />
        <div className={styles.bannerWords}>
          <div role="status">
            <h2 className={styles.outcome}>{nameOutcome(result)}</h2>
          </div>
          <p>{explain(result)}</p>
          <Notes warnings={unsaidWarnings(result)} />
        </div>
        <Facts>
          <Fact label="Ended">
            <TimeText timestampUtc={result.finishedUtc} />
          </Fact>
          <Fact label={result.kind === 'watch' ? 'Watched' : 'Took'}>{formatDuration(result.durationMs)}</Fact>
          {isVerify && <VerifyFacts result={result} />}
        </Facts>
      </section>
    </>
  )
}
