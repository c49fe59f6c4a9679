import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startStopwatch } from '../../../tests/helpers/start-stopwatch.ts'
import { verdicts } from '../../shared/model/verdict.ts'
import { formatCapabilities } from '../manifest/formats/format-capabilities.ts'
import { columnsOf, inManifestOrder, type SampleEntry } from '../table/table-fixtures.ts'
import { readPath } from '../table/entry-reader.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { folderCapabilities } from './compare-rows.ts'
import { countVerdicts, isMovedAway, readFinding, readRowPath } from './comparison.ts'
import { compare, file, tableOf, type Choices } from './diff-fixtures.ts'
import { noRow } from './diff-tables.ts'

/** Every verdict as `verdict left -> right #group`, in order. */
function describeDiff(left: EntryColumns, right: EntryColumns, choices: Choices = {}): string[] {
  const { columns } = compare(left, right, choices)
  const rows = [...Array(columns.count).keys()].filter((row) => !isMovedAway(columns, row))
  const lines = rows.map((row) => {
    const end = columns.ends[row] ?? noRow
    const [l, r] = [columns.left[end === noRow ? row : end] ?? noRow, columns.right[row] ?? noRow]
    const paths = [l === noRow ? '' : readPath(left, l), r === noRow ? '' : readPath(right, r)]
    const group = columns.groups[row] ?? 0
    return `${verdicts[columns.verdicts[row] ?? 0]} ${paths.join(' -> ')}${group > 0 ? ` #${group}` : ''}`
  })
  return lines.toSorted()
}

describe('moves', () => {
  it('pair a file that went with the only one of its content that came', () => {
    expect(describeDiff(tableOf(file('a/x', 'q')), tableOf(file('b/y', 'q')))).toEqual(['moved a/x -> b/y'])
  })

  it('pair equal names first', () => {
    const left = tableOf(file('a/1', 'q'), file('a/2', 'q'), file('a/3', 'q'))
    const right = tableOf(file('b/1', 'q'), file('b/2', 'q'), file('b/other', 'q'))
    expect(describeDiff(left, right)).toEqual(['moved a/1 -> b/1', 'moved a/2 -> b/2', 'moved a/3 -> b/other'])
  })

  it('are shown as one group where nothing tells which became which', () => {
    const left = tableOf(file('a/1', 'q'), file('a/2', 'q'))
    const right = tableOf(file('b/3', 'q'), file('b/4', 'q'), file('b/5', 'q'))
    expect(describeDiff(left, right)).toEqual([
      'ambiguous-move  -> b/3 #1',
      'ambiguous-move  -> b/4 #1',
      'ambiguous-move  -> b/5 #1',
      'ambiguous-move a/1 ->  #1',
      'ambiguous-move a/2 ->  #1',
    ])
  })

  it('are not guessed from a name that is on one side twice', () => {
    const left = tableOf(file('a/x', 'q'), file('b/x', 'q'))
    const right = tableOf(file('c/x', 'q'))
    expect(describeDiff(left, right)).toEqual([
      'ambiguous-move  -> c/x #1',
      'ambiguous-move a/x ->  #1',
      'ambiguous-move b/x ->  #1',
    ])
  })

  it('need the same size, and are of files alone', () => {
    const left = tableOf(file('a', 'q'), { path: 'link', kind: 'symlink' })
    const right = tableOf(file('b', 'q', { sizeBytes: 2 }), { path: 'link2', kind: 'symlink' })
    expect(describeDiff(left, right)).toEqual(['added  -> b', 'added  -> link2', 'removed a -> ', 'removed link -> '])
  })

  it('tell names apart that only look the same', () => {
    const left = tableOf(file(Buffer.from('a/\xff', 'latin1'), 'q'), file(Buffer.from('a/\xfe', 'latin1'), 'q'))
    const right = tableOf(file(Buffer.from('b/\xfe', 'latin1'), 'q'), file(Buffer.from('b/\xff', 'latin1'), 'q'))
    const diff = compare(left, right)
    expect(countVerdicts(diff)).toEqual({ moved: 2 })
    // Rows are in byte order, so fe is 0 and ff is 1 on both sides.
    const { columns } = diff
    for (let row = 0; row < columns.count; row += 1) {
      if (!isMovedAway(columns, row)) expect(columns.left[columns.ends[row] ?? noRow]).toBe(columns.right[row])
    }
  })

  it('of 200,000 files of one content are all paired, in linear time', () => {
    const names = Array.from({ length: 200_000 }, (_, i) => String(i).padStart(6, '0'))
    const left = columnsOf(names.map((name) => file(`a/${name}`, '')))
    const right = columnsOf(names.map((name) => file(`b/${name}`, '')))
    const measureMs = startStopwatch()
    expect(countVerdicts(compare(left, right))).toEqual({ moved: 200_000 })
    expect(measureMs()).toBeLessThan(10_000)
  })
})

/** The spec's own words, without regard for time: bucket, equal names, one to one, the rest a group. */
function pairNaively(left: readonly SampleEntry[], right: readonly SampleEntry[]): string[] {
  const gone = left.filter((l) => !right.some((r) => r.path === l.path))
  const came = right.filter((r) => !left.some((l) => l.path === r.path))
  const contents = [...new Set([...gone, ...came].map((entry) => entry.digest))]
  return contents.flatMap((content) => {
    let ls = gone.filter((l) => l.digest === content).map((l) => String(l.path))
    let rs = came.filter((r) => r.digest === content).map((r) => String(r.path))
    const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
    const isAlone = (path: string, among: string[]): boolean =>
      among.filter((other) => nameOf(other) === nameOf(path)).length === 1
    const pairs = ls
      .filter((l) => isAlone(l, ls) && isAlone(l, rs))
      .map((l) => [l, rs.find((r) => nameOf(r) === nameOf(l)) ?? ''] as const)
    ls = ls.filter((l) => !pairs.some(([paired]) => paired === l))
    rs = rs.filter((r) => !pairs.some(([, paired]) => paired === r))
    const lines = pairs.map(([l, r]) => `moved ${l} -> ${r}`)
    if (ls.length === 1 && rs.length === 1) return [...lines, `moved ${ls[0]} -> ${rs[0]}`]
    if (ls.length > 0 && rs.length > 0)
      return [...lines, ...ls.map((l) => `ambiguous-move ${l} -> `), ...rs.map((r) => `ambiguous-move  -> ${r}`)]
    return [...lines, ...ls.map((l) => `removed ${l} -> `), ...rs.map((r) => `added  -> ${r}`)]
  })
}

it('pairs any two sides as the definition says', () => {
  const path = fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('x', 'y', 'z'))
    .map((parts) => parts.join('/'))
  const side = fc.array(fc.tuple(path, fc.constantFrom('1', '2')), { maxLength: 9 })
  fc.assert(
    fc.property(side, side, (lefts, rights) => {
      const left = inManifestOrder(lefts.map(([at, content]) => file(at, content)))
      const right = inManifestOrder(rights.map(([at, content]) => file(at, content)))
      const actual = describeDiff(columnsOf(left), columnsOf(right))
        .map((line) => line.replace(/ #\d+$/u, ''))
        .filter((line) => !/^(?:unchanged|suspected)/u.test(line))
      expect(actual).toEqual(pairNaively(left, right).toSorted())
    }),
    { numRuns: 500 },
  )
})

it('tells each row of both sides exactly once, and the same the other way round', () => {
  const path = fc.string({ unit: fc.constantFrom('a', '-', '/', 'ä', '😀', '\uE000'), minLength: 1, maxLength: 4 })
  const side = fc.array(fc.tuple(path, fc.constantFrom('1', '2', '3')), { maxLength: 15 })
  fc.assert(
    fc.property(side, side, (lefts, rights) => {
      const left = tableOf(...lefts.map(([at, content]) => file(at, content)))
      const right = tableOf(...rights.map(([at, content]) => file(at, content)))
      const diff = compare(left, right)
      const rowsOf = (rows: Int32Array): number[] => [...rows].filter((row) => row !== noRow).toSorted((a, b) => a - b)
      expect(rowsOf(diff.columns.left)).toEqual([...Array(left.count).keys()])
      expect(rowsOf(diff.columns.right)).toEqual([...Array(right.count).keys()])
      const names = Array.from({ length: diff.columns.count }, (_, row) => readRowPath(diff, row))
      expect(names).toEqual(names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
      const back = countVerdicts(compare(right, left))
      const there = countVerdicts(diff)
      expect([back.moved, back.added, back.removed, back['ambiguous-move']]).toEqual([
        there.moved,
        there.removed,
        there.added,
        there['ambiguous-move'],
      ])
    }),
  )
})

describe('a list whose tool went through links to folders', () => {
  const list = formatCapabilities('hashdeep')
  const link = { path: 'l', kind: 'symlink', target: 'd' } as const
  const walked = tableOf(file('d/x', 'q'), file('l-', 's'), file('l/x', 'q'))
  const seen = tableOf(file('d/x', 'q'), link, file('l-', 's'))

  it('proves nothing of what lies behind them, on whichever side it is', () => {
    expect(describeDiff(walked, seen, { leftFormat: list })).toEqual([
      'unchanged d/x -> d/x',
      'unchanged l- -> l-',
      'unverifiable  -> l',
      'unverifiable l/x -> ',
    ])
    expect(describeDiff(seen, walked, { rightFormat: list })).toEqual([
      'unchanged d/x -> d/x',
      'unchanged l- -> l-',
      'unverifiable  -> l/x',
      'unverifiable l -> ',
    ])
    const comparison = compare(walked, seen, { leftFormat: list })
    expect(readFinding(comparison, 3).evidence).toBe(
      'l is a link on the right; hashdeep lists what lies behind it, and Assay does not follow links.',
    )
    expect(comparison.columns.inexpressibleCount).toBe(0)
  })

  it('is no reason to doubt a link that nothing was listed behind', () => {
    const { columns } = compare(tableOf(file('l-', 's')), tableOf(link, file('l-', 's')), { leftFormat: list })
    expect([columns.count, columns.inexpressibleCount]).toEqual([1, 1])
  })
})

describe('a folder that nothing is in', () => {
  it('in the place of a file is a change of kind, where the side was just read', () => {
    const right = { ...tableOf(), bareFolders: new Set(['a']) }
    expect(describeDiff(tableOf(file('a', 'q'), file('b', 'q')), right)).toEqual([
      'kind-changed a -> ',
      'removed b -> ',
    ])
    expect(readFinding(compare(tableOf(file('a', 'q')), right), 0).evidence).toBe('Was a file, is a folder.')
  })
})

describe('a folder that cannot be read', () => {
  const unreadable = { path: 'd', kind: 'directory', hasError: true } as const

  it('hides what the baseline has below it: unreadable, not removed', () => {
    const left = tableOf(file('a', 'q'), file('d/e/x', 'r'), file('d-', 's'))
    const right = tableOf(file('a', 'q'), file('d-', 's'), unreadable)
    expect(describeDiff(left, right)).toEqual([
      'unchanged a -> a',
      'unchanged d- -> d-',
      'unreadable  -> d',
      'unreadable d/e/x -> ',
    ])
    const hidden = compare(left, right)
    expect(readFinding(hidden, hidden.columns.count - 1).evidence).toMatch(/folder d could not be read: bad sector/u)
  })

  it('is not guessed to have lost what appeared elsewhere', () => {
    const left = tableOf(file('d/x', 'r'))
    expect(describeDiff(left, tableOf(unreadable, file('x', 'r')))).toEqual([
      'added  -> x',
      'unreadable  -> d',
      'unreadable d/x -> ',
    ])
  })

  it('in the baseline is not removed when it can be read again: nothing was known of it', () => {
    const right = tableOf(file('d/x', 'r'))
    expect(describeDiff(tableOf(unreadable), right)).toEqual(['added  -> d/x', 'unverifiable d -> '])
    expect(readFinding(compare(tableOf(unreadable), right), 0).evidence).toContain('could not read it then')
  })

  it('on both sides is unreadable', () => {
    expect(describeDiff(tableOf(unreadable), tableOf(unreadable))).toEqual(['unreadable d -> d'])
  })
})

describe('a format without links', () => {
  const filesOnly = { ...folderCapabilities, name: 'a list', hasLinks: false }
  const withLinks = tableOf(file('a', 'q'), { path: 'l', kind: 'symlink' }, { path: 'p', kind: 'special' })

  it('has links and special files of the other side held against it on neither side', () => {
    const list = tableOf(file('a', 'q'))
    expect(describeDiff(list, withLinks, { leftFormat: filesOnly })).toEqual(['unchanged a -> a'])
    expect(describeDiff(withLinks, list, { rightFormat: filesOnly })).toEqual(['unchanged a -> a'])
    expect(compare(list, withLinks, { leftFormat: filesOnly }).columns.inexpressibleCount).toBe(2)
  })

  it('cannot vouch for a path that is a link on the other side', () => {
    const list = tableOf(file('l', 'q'))
    const link = tableOf({ path: 'l', kind: 'symlink' })
    expect(describeDiff(list, link, { leftFormat: filesOnly })).toEqual(['unverifiable l -> l'])
    expect(describeDiff(link, list, { rightFormat: filesOnly })).toEqual(['unverifiable l -> l'])
  })
})

describe('a left side that was read just now', () => {
  it('makes what could not be read there unreadable, and hides what is below it', () => {
    const left = tableOf(file('a', 'q', { hasError: true }), { path: 'd', kind: 'directory', hasError: true })
    const right = tableOf(file('a', 'q'), file('d/x', 'r'))
    expect(describeDiff(left, right, { isLeftLive: true })).toEqual([
      'unreadable  -> d/x',
      'unreadable a -> a',
      'unreadable d -> ',
    ])
  })
})

it('tells a file that became a folder, and back, but for one that moved into it', () => {
  const asFile = tableOf(file('a', 'q'), file('a-', 's'))
  const asFolder = tableOf(file('a-', 's'), file('a/x', 'r'))
  expect(describeDiff(asFile, asFolder)).toEqual(['added  -> a/x', 'kind-changed a -> ', 'unchanged a- -> a-'])
  expect(describeDiff(asFolder, asFile)).toEqual(['kind-changed  -> a', 'removed a/x -> ', 'unchanged a- -> a-'])
  expect(describeDiff(tableOf(file('a', 'q')), tableOf(file('a/x', 'q')))).toEqual(['moved a -> a/x'])
})
