import { describe, expect, it } from 'vitest'
import { fileStateSchema } from '../../../shared/ipc/pipeline-schemas.ts'
import { everyRecord, fileStateOrder, isFiltered, isNewestFirst, noFilter, sortBy, toggle } from './record-query.ts'

describe('which records are asked for', () => {
  it('are all of them at first, the newest on top', () => {
    expect(isFiltered(everyRecord)).toBe(false)
    expect(isNewestFirst(everyRecord)).toBe(true)
  })

  it('are fewer by any of the filters, and all again without', () => {
    for (const change of [
      { search: 'a' },
      { states: ['missing' as const] },
      { isDuplicate: true },
      { sources: [''] },
    ]) {
      expect(isFiltered({ ...everyRecord, ...change })).toBe(true)
      expect(isFiltered({ ...everyRecord, ...change, ...noFilter })).toBe(false)
    }
  })

  it('come by a column the way that is wanted most, and the other way round when asked again', () => {
    const bySize = { ...everyRecord, sort: sortBy(everyRecord, 'size') }
    expect(bySize.sort).toEqual({ column: 'size', isDescending: true })
    expect(sortBy(bySize, 'size')).toEqual({ column: 'size', isDescending: false })
    expect(sortBy(bySize, 'path')).toEqual({ column: 'path', isDescending: false })
    expect(isNewestFirst(bySize)).toBe(false)
  })

  it('are filtered by values that are put in and taken out', () => {
    expect(toggle(['a', 'b'], 'a')).toEqual(['b'])
    expect(toggle(['b'], 'a')).toEqual(['b', 'a'])
  })

  it('can be in any of the states that there are', () => {
    expect(new Set(fileStateOrder)).toEqual(new Set(fileStateSchema.options))
  })
})
