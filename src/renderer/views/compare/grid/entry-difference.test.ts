import { describe, expect, it } from 'vitest'
import type { ComparedEntry } from '../../../../shared/ipc/comparison-schemas.ts'
import { differenceBetween, formatDelta } from './entry-difference.ts'

function entryOf(part: Partial<ComparedEntry>): ComparedEntry {
  return {
    kind: 'file',
    sizeBytes: 10,
    modifiedUtc: '2026-11-20T12:00:01.000000001Z',
    digest: 'aa',
    hasError: false,
    ...part,
  }
}

describe('what differs between two sides', () => {
  it('is told fact by fact', () => {
    const difference = differenceBetween(entryOf({}), entryOf({ digest: 'bb' }))
    expect(difference).toMatchObject({ isDigest: true, isSize: false, isTime: false, isKind: false })
  })

  it('is nothing where a side is not there or does not know', () => {
    expect(differenceBetween(null, entryOf({})).isSize).toBe(false)
    expect(differenceBetween(entryOf({ modifiedUtc: null, digest: null }), entryOf({}))).toMatchObject({
      isTime: false,
      isDigest: false,
    })
  })

  it('tells times of one minute apart, down to the nanosecond', () => {
    const later = entryOf({ modifiedUtc: '2026-11-20T12:00:01.000000002Z' })
    expect(differenceBetween(entryOf({}), later)).toMatchObject({ isTime: true, timeScale: 'fraction' })
    const nextSecond = entryOf({ modifiedUtc: '2026-11-20T12:00:02.000000001Z' })
    expect(differenceBetween(entryOf({}), nextSecond).timeScale).toBe('clock')
    const nextHour = entryOf({ modifiedUtc: '2026-11-20T13:00:01.000000001Z' })
    expect(differenceBetween(entryOf({}), nextHour)).toMatchObject({ isTime: true, timeScale: 'minutes' })
  })

  it('has a sign, and nothing to say where sizes are the same', () => {
    expect(formatDelta(200)).toBe('+200 B')
    expect(formatDelta(-200)).toBe('\u2212200 B')
    expect(formatDelta(0)).toBe('')
  })
})
