import type { PipelineCheck } from '../../../shared/ipc/pipeline-schemas.ts'
import { countOf, formatCount, formatDuration, formatSize } from '../../format/quantity.ts'
import { currentRates, remainingMs, type Sample } from '../../stores/throughput.ts'

/** Too little done to say how long the rest takes. */
const leastElapsedMs = 2000

/** Of the files known so far; null while their number is not what is left to do. */
export function fractionOf(check: PipelineCheck): number | null {
  const { phase, readsContents, filesDone, filesTotal, bytesDone, bytesTotal } = check
  if (phase !== 'looking') return null
  if (readsContents) return bytesTotal > 0 ? bytesDone / bytesTotal : null
  return filesTotal === 0 ? null : filesDone / filesTotal
}

/** 'Reading 12 of 1,000 files, 1.2 GB of 4.0 GB'. */
export function describeProgress(check: PipelineCheck): string {
  const { phase, readsContents, filesDone, filesTotal, bytesDone, bytesTotal } = check
  if (phase === 'preparing') return 'Reading the manifests'
  if (phase === 'searching') return 'Looking for files without a record'
  const files = `${formatCount(filesDone)} of ${countOf(filesTotal, 'file')}`
  if (!readsContents) return `Looking at ${files}`
  // Which of them are there to be read is looked up first.
  if (bytesTotal === 0) return `Looking at ${countOf(filesTotal, 'file')}`
  return `Reading ${files}, ${formatSize(bytesDone)} of ${formatSize(bytesTotal)}`
}

/** 'about 2 min left'; null while it would be a guess. */
export function describeTimeLeft(check: PipelineCheck, samples: readonly Sample[]): string | null {
  if (check.phase !== 'looking' || check.elapsedMs < leastElapsedMs) return null
  const { filesDone, filesTotal, bytesDone, bytesTotal } = check
  // Files are done in no time or after minutes: where they are read, their bytes tell more.
  const isByBytes = check.readsContents && bytesTotal > 0
  const totals = isByBytes ? { filesTotal: null, bytesTotal } : { filesTotal, bytesTotal: null }
  const leftMs = remainingMs({ filesDone, bytesDone, ...totals }, currentRates(samples))
  if (leftMs === null || leftMs === 0) return null
  const seconds = Math.ceil(leftMs / 1000)
  return `about ${seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)} left`
}

/** What the last check was, to stand before its time. */
export function describeEnd({ state, readsContents }: PipelineCheck): string {
  if (state === 'cancelled') return 'check cancelled'
  return readsContents ? 'contents verified' : 'sizes checked'
}

/** Of a check that was cancelled, how much it had done: a look at some files must not pass for one at all. */
export function describeRest({ state, readsContents, filesDone, filesTotal }: PipelineCheck): string | null {
  if (state !== 'cancelled') return null
  const done = readsContents ? 'read' : 'looked at'
  return `, not whole: ${formatCount(filesDone)} of ${countOf(filesTotal, 'file')} ${done}`
}
