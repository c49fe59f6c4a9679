import { describe, expect, it } from 'vitest'
import { makeTable } from '../../../stores/matrix/matrix-fixtures.ts'
import { describeRebuild } from './rebuild-words.ts'

describe('what a rebuild replaces', () => {
  const table = makeTable(2, 4, 'deammfsa')

  it('is named by how many finished artifacts there are', () => {
    expect(describeRebuild([0, 1, 3], table)).toBe('2 finished artifacts will be replaced.')
    expect(describeRebuild([0], table)).toBe('1 finished artifact will be replaced.')
  })

  it('names altered artifacts and half-done builds apart', () => {
    expect(describeRebuild([0, 2, 5, 6], table)).toBe(
      '1 finished artifact will be replaced, and 1 altered artifact will be replaced, and what 2 unfinished builds had done so far will be thrown away.',
    )
  })

  it('is nothing where nothing is there yet', () => {
    expect(describeRebuild([3, 4], table)).toContain('nothing will be replaced')
  })
})
