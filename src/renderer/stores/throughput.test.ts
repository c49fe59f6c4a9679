import { describe, expect, it } from 'vitest'
import type { ScanProgress } from '../../shared/model/run.ts'
import { appendSample, currentRates, fractionDone, remainingMs, throughputSeries, type Sample } from './throughput.ts'

function progressOf(part: Partial<ScanProgress>): ScanProgress {
  return {
    phase: 'scanning',
    filesDone: 0,
    filesFound: 0,
    filesTotal: null,
    bytesDone: 0,
    bytesTotal: null,
    errorCount: 0,
    currentPath: '',
    elapsedMs: 0,
    ...part,
  }
}

function steadySamples(count: number): Sample[] {
  let samples: Sample[] = []
  for (let index = 0; index < count; index++) {
    samples = appendSample(samples, { elapsedMs: index * 100, filesDone: index * 10, bytesDone: index * 1000 })
  }
  return samples
}

describe('throughput', () => {
  it('is measured over the last seconds', () => {
    expect(currentRates(steadySamples(100))).toEqual({ filesPerSecond: 100, bytesPerSecond: 10_000 })
  })

  it('is measured from the start when there is but one sample', () => {
    expect(currentRates([{ elapsedMs: 500, filesDone: 5, bytesDone: 50 }])).toEqual({
      filesPerSecond: 10,
      bytesPerSecond: 100,
    })
  })

  it('holds a bounded number of samples however long the work', () => {
    expect(steadySamples(10_000).length).toBeLessThanOrEqual(240)
  })

  it('takes a sample at the same moment as a correction of the last', () => {
    const samples = appendSample(steadySamples(3), { elapsedMs: 200, filesDone: 99, bytesDone: 9 })
    expect(samples.map((sample) => sample.filesDone)).toEqual([0, 10, 99])
  })

  it('is drawn in at most the points asked for', () => {
    const points = throughputSeries(steadySamples(200), 80)
    expect(points.length).toBeLessThanOrEqual(80)
    expect(points.every((point) => Math.abs(point - 10_000) < 1e-6)).toBe(true)
  })
})

describe('time left', () => {
  const rates = { filesPerSecond: 100, bytesPerSecond: 1000 }

  it('is not known before the totals are', () => {
    expect(remainingMs(progressOf({ filesDone: 5 }), rates)).toBeNull()
  })

  it('goes by what takes longer, files or bytes', () => {
    const progress = progressOf({ filesDone: 0, filesTotal: 1000, bytesDone: 0, bytesTotal: 2000 })
    expect(remainingMs(progress, rates)).toBe(10_000)
  })

  it('goes by bytes while one large file is read and none ends', () => {
    const progress = progressOf({ filesDone: 9, filesTotal: 10, bytesDone: 500, bytesTotal: 1500 })
    expect(remainingMs(progress, { filesPerSecond: 0, bytesPerSecond: 100 })).toBe(10_000)
    expect(remainingMs({ ...progress, bytesDone: 1500 }, { filesPerSecond: 0, bytesPerSecond: 100 })).toBeNull()
  })

  it('is not known while nothing moves', () => {
    const progress = progressOf({ filesTotal: 10, bytesTotal: 10 })
    expect(remainingMs(progress, { filesPerSecond: 0, bytesPerSecond: 0 })).toBeNull()
  })
})

describe('the fraction done', () => {
  it('is the smaller of files and bytes, so that it never runs ahead', () => {
    const progress = progressOf({ filesDone: 90, filesTotal: 100, bytesDone: 10, bytesTotal: 100 })
    expect(fractionDone(progress)).toBe(0.1)
  })

  it('is unknown without totals, and whole for nothing but empty files read', () => {
    expect(fractionDone(progressOf({}))).toBeNull()
    expect(fractionDone(progressOf({ filesDone: 3, filesTotal: 3, bytesTotal: 0 }))).toBe(1)
  })
})
