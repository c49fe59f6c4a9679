import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileNameOf, suggestName, whyNameRefused } from './report-name.ts'

describe('the name suggested for a report', () => {
  it('names both sides and the run', () => {
    expect(suggestName('compare', ['before', 'after'], 'run_1')).toBe('before-vs-after_run_1')
  })

  it('names what was done where both sides have one name, or there is one side', () => {
    expect(suggestName('compare', ['in', 'in'], 'run_1')).toBe('in-compare_run_1')
    expect(suggestName('snapshot', ['in'], 'run_1')).toBe('in-snapshot_run_1')
  })

  it('can be taken as it stands, whatever the folders are called', () => {
    const name = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(name, name, (left, right) => {
        expect(whyNameRefused(suggestName('compare', [left, right], 'run_1'))).toBeNull()
      }),
    )
  })

  it('keeps letters of every script', () => {
    expect(suggestName('verify', ['Größe', '資料 2026'], 'r')).toBe('Größe-vs-資料-2026_r')
  })
})

describe('a name typed for a report', () => {
  it('is refused where a file system or a path would misread it', () => {
    for (const name of ['', '  ', 'a/b', String.raw`a\b`, 'a\u0000b', 'what?', 'nul', 'x'.repeat(201)]) {
      expect(whyNameRefused(name)).not.toBeNull()
    }
    expect(whyNameRefused('..')).toBeNull()
  })

  it('gets the extension of its format', () => {
    expect(fileNameOf(' june ', 'html')).toBe('june.html')
    expect(fileNameOf('june.2026', 'md')).toBe('june.2026.md')
  })
})
