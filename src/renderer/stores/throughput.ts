import type { ScanProgress } from '../../shared/model/run.ts'

export interface Sample {
  readonly elapsedMs: number
  readonly filesDone: number
  readonly bytesDone: number
}

export interface Rates {
  readonly filesPerSecond: number
  readonly bytesPerSecond: number
}

const maxSamples = 240
const rateWindowMs = 3000

/** Adds a sample; one that does not advance the clock replaces the last. */
export function appendSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1)
  const kept = last !== undefined && sample.elapsedMs <= last.elapsedMs ? samples.slice(0, -1) : samples
  return [...kept.slice(-(maxSamples - 1)), sample]
}

function ratesBetween(from: Sample, to: Sample): Rates {
  const seconds = (to.elapsedMs - from.elapsedMs) / 1000
  if (seconds <= 0) return { filesPerSecond: 0, bytesPerSecond: 0 }
  return {
    filesPerSecond: Math.max(0, (to.filesDone - from.filesDone) / seconds),
    bytesPerSecond: Math.max(0, (to.bytesDone - from.bytesDone) / seconds),
  }
}

/** Rates over the last few seconds. */
export function currentRates(samples: readonly Sample[]): Rates {
  const last = samples.at(-1)
  if (last === undefined) return { filesPerSecond: 0, bytesPerSecond: 0 }
  const start = samples.find((sample) => last.elapsedMs - sample.elapsedMs <= rateWindowMs) ?? last
  return ratesBetween(start === last ? { elapsedMs: 0, filesDone: 0, bytesDone: 0 } : start, last)
}

/** Bytes per second between neighbouring samples, resampled to at most `count` points, oldest first. */
export function throughputSeries(samples: readonly Sample[], count: number): number[] {
  if (samples.length < 2) return []
  const step = Math.max(1, Math.ceil((samples.length - 1) / count))
  const points: number[] = []
  for (let end = samples.length - 1; end > 0; end -= step) {
    const from = samples[Math.max(0, end - step)]
    const to = samples[end]
    if (from !== undefined && to !== undefined) points.unshift(ratesBetween(from, to).bytesPerSecond)
  }
  return points
}

/** Fraction of the work that is done, by bytes and files together; null while totals are unknown. */
export function fractionDone(progress: ScanProgress): number | null {
  const parts: number[] = []
  if (progress.bytesTotal !== null && progress.bytesTotal > 0) parts.push(progress.bytesDone / progress.bytesTotal)
  if (progress.filesTotal !== null && progress.filesTotal > 0) parts.push(progress.filesDone / progress.filesTotal)
  return parts.length === 0 ? null : Math.min(1, Math.max(0, Math.min(...parts)))
}

/** Milliseconds left at the present rates; null while totals or rates are unknown. */
export function remainingMs(
  progress: Pick<ScanProgress, 'bytesTotal' | 'filesTotal' | 'bytesDone' | 'filesDone'>,
  rates: Rates,
): number | null {
  const { bytesTotal, filesTotal, bytesDone, filesDone } = progress
  if (filesTotal === null && bytesTotal === null) return null
  const byBytes = secondsLeft(bytesTotal, bytesDone, rates.bytesPerSecond)
  const byFiles = secondsLeft(filesTotal, filesDone, rates.filesPerSecond)
  // While one large file is read no file ends, and its bytes tell how long yet.
  const seconds = byBytes > 0 && rates.filesPerSecond === 0 ? byBytes : Math.max(byBytes, byFiles)
  return Number.isFinite(seconds) ? seconds * 1000 : null
}

function secondsLeft(total: number | null, done: number, perSecond: number): number {
  if (total === null || total <= done) return 0
  return perSecond > 0 ? (total - done) / perSecond : Number.POSITIVE_INFINITY
}
