import { describe, expect, it } from 'vitest'
import type { DraftSide } from './draft-store.ts'
import { blameSide, whyNotReady } from './draft-state.ts'

const folder: DraftSide = { type: 'location', kind: 'folder', location: { token: 'a', displayPath: '/data/in' } }
const sameFolder: DraftSide = { type: 'location', kind: 'folder', location: { token: 'b', displayPath: '/data/in' } }
const list: DraftSide = { type: 'location', kind: 'manifest', location: { token: 'c', displayPath: '/data/SUMS' } }
const manifest: DraftSide = { type: 'manifest', manifestId: 'm' }

describe('a comparison being set up', () => {
  it('says which side is missing', () => {
    expect(whyNotReady(null, null)).toBe('Choose two sides.')
    expect(whyNotReady(null, folder)).toBe('Choose the baseline.')
    expect(whyNotReady(manifest, null)).toBe('Choose the current side.')
    expect(whyNotReady(manifest, folder)).toBeNull()
  })

  it('refuses to compare a thing with itself, under whatever token', () => {
    expect(whyNotReady(folder, sameFolder)).toBe('Both sides are the same folder.')
    expect(whyNotReady(manifest, manifest)).toBe('Both sides are the same manifest.')
  })

  it('puts a failure at the side whose path it names', () => {
    const failure = { code: 'not-found', operation: 'compare', message: 'Nothing is there.' } as const
    expect(blameSide({ ...failure, path: '/data/SUMS' }, folder, list)).toBe('right')
    expect(blameSide({ ...failure, path: '/data/in' }, folder, list)).toBe('left')
    expect(blameSide({ ...failure, path: '/elsewhere' }, folder, list)).toBeNull()
    expect(blameSide(failure, folder, list)).toBeNull()
  })
})
