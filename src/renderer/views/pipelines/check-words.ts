import type { PipelineCheck } from '../../../shared/ipc/pipeline-schemas.ts'
import { countOf, formatCount, formatDuration, formatSize } from '../../format/quantity.ts'
import { currentRates, remainingMs, type Sample } from '../../stores/throughput.ts'

/** Too little done to say how long the rest takes. */
const leastElapsedMs = 2000

/** Of the files known so far; null while their number is not what is left to do. */
export function fractionOf(check: PipelineCheck): number | null {
  const { phase, readsContents, filesDone, filesTotal, bytesDone, bytesTotal } = check
  if (phase !== 'looking') return null
  if (readsContents && bytesTotal > 0) return bytesDone / bytesTotal
  return filesTotal === 0 ? null : filesDone / filesTotal
}

/** 'Reading 12 of 1,000 files, 1.2 GB of 4.0 GB'. */
export function describeProgress(check: PipelineCheck): string {
  const { phase, readsContents, filesDone, filesTotal, bytesDone, bytesTotal } = check
  if (phase === 'preparing') return 'Reading the manifests'
  if (phase === 'searching') return 'Looking for files without a record'
  const files = `${formatCount(filesDone)} of ${countOf(filesTotal, 'file')}`
  if (!readsContents) return `Looking at ${files}`
  return `Reading ${files}, ${formatSize(bytesDone)} of ${formatSize(bytesTotal)}`
}

/** 'about 2 min left'; null while it would be a guess. */
export function describeTimeLeft(check: PipelineCheck, samples: readonly Sample[]): string | null {
  if (check.phase !== 'looking' || check.elapsedMs < leastElapsedMs) return null
  const { filesDone, filesTotal, bytesDone } = check
  const bytesTotal = check.readsContents ? check.bytesTotal : null
  const leftMs = remainingMs({ filesDone, filesTotal, bytesDone, bytesTotal }, currentRates(samples))
  if (leftMs === null || leftMs === 0) return null
  return `about ${formatDuration(Math.ceil(Math.max(1000, leftMs) / 1000) * 1000)} left`
}

/** What the last check was, and of one that was cancelled, that it is not whole. */
export function describeEnd({ state, readsContents, filesDone, filesTotal }: PipelineCheck): string {
  if (state !== 'cancelled') return readsContents ? 'contents verified' : 'sizes checked'
  const done = readsContents ? 'read' : 'looked at'
  return `check cancelled, not whole: ${formatCount(filesDone)} of ${countOf(filesTotal, 'file')} ${done}`
}
