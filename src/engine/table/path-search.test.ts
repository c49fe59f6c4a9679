import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldCase } from './case-folding.ts'
import { foldPaths } from './folded-paths.ts'
import { markPathsContaining } from './path-search.ts'
import { columnsOf } from './table-fixtures.ts'

const letters = fc.array(fc.constantFrom('a', 'b', 'A', '/', 'ß', 'İ', '𝔘'), { maxLength: 8 })
const text = letters.map((units) => units.join(''))

describe('searching paths', () => {
  it('marks exactly the paths that contain the text', () => {
    const needle = text.filter((value) => value !== '')
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), needle, (paths, wanted) => {
        const mask = new Uint8Array(paths.length)
        markPathsContaining(foldPaths(columnsOf(paths.map((path) => ({ path })))), Buffer.from(foldCase(wanted)), mask)
        expect(Array.from(mask, Boolean)).toEqual(paths.map((path) => foldCase(path).includes(foldCase(wanted))))
      }),
      { numRuns: 500 },
    )
  })

  it('finds hits that stand far apart and hits that stand close together', () => {
    const paths = Array.from({ length: 300 }, (_, at) =>
      at % 97 === 0 || (at > 200 && at < 220) ? `x${at}/hit` : `x${at}`,
    )
    const mask = new Uint8Array(paths.length)
    markPathsContaining(foldPaths(columnsOf(paths.map((path) => ({ path })))), Buffer.from('hit'), mask)
    expect(Array.from(mask, Boolean)).toEqual(paths.map((path) => path.endsWith('hit')))
  })
})
