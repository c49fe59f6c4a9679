import { describe, expect, it } from 'vitest'
import type { TreemapNode } from '../../../../shared/ipc/table-schemas.ts'
import { mainType } from './type-totals.ts'

function fileOf(name: string, sizeBytes: number): TreemapNode {
  return { id: 1, parent: 0, name, path: name, type: 'entry', sizeBytes, entryCount: 1 }
}

describe('the main type of what is drawn as one', () => {
  it('is that of more than half of the bytes known', () => {
    expect(mainType([fileOf('a.mp4', 60), fileOf('b.txt', 30)], 100)).toBe('video')
    expect(mainType([fileOf('a.mp4', 50), fileOf('b.txt', 50)], 100)).toBeUndefined()
  })

  it('is not told by the few that are known of many', () => {
    const few = [fileOf('a.mp4', 3), fileOf('b.mp4', 3), fileOf('c.mp4', 3)]
    expect(mainType(few, 100)).toBeUndefined()
    expect(mainType(few, 90)).toBe('video')
    expect(mainType([fileOf('a.mp4', 20), fileOf('b.mp4', 20)], 100)).toBeUndefined()
    expect(mainType([], 100)).toBeUndefined()
  })
})
