import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../../shared/model/entry.ts'
import type { Finding } from '../../../../shared/model/verdict.ts'
import { evidenceRows } from './evidence-rows.ts'

function entryOf(part: Partial<Entry>): Entry {
  return { name: 'a', path: 'a', kind: 'file', digests: {}, ...part }
}

function findingOf(left: Entry | undefined, right: Entry | undefined): Finding {
  return {
    verdict: 'edited',
    path: 'a',
    evidence: '',
    ...(left === undefined ? {} : { left }),
    ...(right === undefined ? {} : { right }),
  }
}

describe('the rows of evidence', () => {
  it('marks what differs by its exact value, not by how it is shown', () => {
    const left = entryOf({ sizeBytes: 1_200_001, modifiedUtc: '2026-11-20T12:00:00.000000001Z' })
    const right = entryOf({ sizeBytes: 1_200_002, modifiedUtc: '2026-11-20T12:00:00.000000002Z' })
    const rows = evidenceRows(findingOf(left, right))
    expect(rows.map((row) => [row.label, row.isDifferent])).toEqual([
      ['Kind', false],
      ['Size', true],
      ['Modified', true],
    ])
    expect(rows[1]?.left).toBe(rows[1]?.right)
  })

  it('does not call a side that is missing different', () => {
    const rows = evidenceRows(findingOf(entryOf({ sizeBytes: 1 }), undefined))
    expect(rows.every((row) => !row.isDifferent)).toBe(true)
  })

  it('shows every digest either side has', () => {
    const rows = evidenceRows(findingOf(entryOf({ digests: { md5: 'aa' } }), entryOf({ digests: { sha256: 'bb' } })))
    expect(rows.filter((row) => row.isDigest).map((row) => row.label)).toEqual(['SHA-256', 'MD5'])
  })
})
