import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verdicts } from '../../shared/model/verdict.ts'
import { columnsOf, inManifestOrder, type SampleEntry } from '../table/table-fixtures.ts'
import { readPath } from '../table/entry-reader.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { createRules, folderCapabilities } from './compare-rows.ts'
import { countVerdicts, isMovedAway, readRowPath, type Comparison } from './comparison.ts'
import { diffTables, noRow } from './diff-tables.ts'
import { listFindings, type FindingList } from './finding-list.ts'

interface Choices {
  readonly leftFormat?: typeof folderCapabilities
  readonly rightFormat?: typeof folderCapabilities
  readonly isLeftLive?: boolean
  readonly isStrict?: boolean
}

function compare(left: EntryColumns, right: EntryColumns, choices: Choices = {}): Comparison {
  const formats = { left: choices.leftFormat ?? folderCapabilities, right: choices.rightFormat ?? folderCapabilities }
  const rules = createRules(
    { algorithms: left.algorithms, format: formats.left, isLive: choices.isLeftLive === true },
    { algorithms: right.algorithms, format: formats.right, isLive: true },
    false,
  )
  const columns = diffTables(left, right, rules)
  const isStrict = choices.isStrict === true
  return { left, right, columns, formats, isQuick: false, isStrict, caveat: '', refused: [] }
}

/** A file whose content is named by a letter. */
function file(path: string | Buffer, content: string, changes: Partial<SampleEntry> = {}): SampleEntry {
  return { path, digest: Buffer.from(content).toString('hex'), sizeBytes: content.length, modifiedNs: 1n, ...changes }
}

function tableOf(...entries: SampleEntry[]): EntryColumns {
  return columnsOf(inManifestOrder(entries))
}

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

function findingsOf(
  left: EntryColumns,
  right: EntryColumns,
  isStrict = false,
): { findings: FindingList; others: FindingList } {
  return listFindings(compare(left, right, { isStrict }))
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
    const startMs = performance.now()
    expect(countVerdicts(compare(left, right))).toEqual({ moved: 200_000 })
    expect(performance.now() - startMs).toBeLessThan(10_000)
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

describe('an added file', () => {
  it('is noted as a copy where the baseline has its content', () => {
    const left = tableOf(file('a', 'q'), file('b', 'empty'))
    const { findings } = findingsOf(left, tableOf(file('a', 'q'), file('b', 'empty'), file('c', 'q')))
    expect(findings.length).toBe(1)
    expect(findings.at(0)).toMatchObject({
      verdict: 'added',
      path: 'c',
      evidence: expect.stringContaining('a copy of a'),
    })
  })

  it('is no copy for being empty like another', () => {
    const left = tableOf(file('a', ''))
    const { findings } = findingsOf(left, tableOf(file('a', ''), file('c', '')))
    expect(findings.at(0).evidence).not.toContain('copy')
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
    const { findings } = findingsOf(left, right)
    expect(findings.at(1).evidence).toMatch(/folder d could not be read: bad sector/u)
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
    const { findings } = findingsOf(tableOf(unreadable), right)
    expect(findings.at(1).evidence).toContain('could not read it then')
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

it('says which format cannot tell an edit from corruption', () => {
  const list = { ...folderCapabilities, name: 'hashdeep', hasTimes: false }
  const comparison = compare(tableOf(file('a', 'q', { modifiedNs: undefined as never })), tableOf(file('a', 'r')), {
    leftFormat: list,
  })
  expect(listFindings(comparison).findings.at(0).evidence).toMatch(
    /hashdeep has no modification time: cannot tell an edit from corruption/u,
  )
})

it('tells a file that became a folder, and back, but for one that moved into it', () => {
  const asFile = tableOf(file('a', 'q'), file('a-', 's'))
  const asFolder = tableOf(file('a-', 's'), file('a/x', 'r'))
  expect(describeDiff(asFile, asFolder)).toEqual(['added  -> a/x', 'kind-changed a -> ', 'unchanged a- -> a-'])
  expect(describeDiff(asFolder, asFile)).toEqual(['kind-changed  -> a', 'removed a/x -> ', 'unchanged a- -> a-'])
  expect(describeDiff(tableOf(file('a', 'q')), tableOf(file('a/x', 'q')))).toEqual(['moved a -> a/x'])
})

describe('findings', () => {
  const left = tableOf(
    file('edited', 'a'),
    file('gone', 'b'),
    file('rot', 'c'),
    file('same', 'd'),
    file('touched', 'e'),
  )
  const right = tableOf(
    file('edited', 'A', { modifiedNs: 2n }),
    file('new', 'f'),
    file('rot', 'C'),
    file('same', 'd'),
    file('touched', 'e', { modifiedNs: 2n }),
  )

  it('come loudest first, apart from what needs no attention', () => {
    const { findings, others } = findingsOf(left, right)
    const verdictsOf = (list: FindingList): string[] =>
      Array.from({ length: list.length }, (_, i) => list.at(i).verdict)
    expect(verdictsOf(findings)).toEqual(['suspected-corruption', 'edited', 'removed', 'added'])
    expect(verdictsOf(others).toSorted()).toEqual(['touched', 'unchanged'])
    expect(verdictsOf(findingsOf(left, right, true).findings)).toContain('touched')
  })

  it('carry both sides and their evidence', () => {
    const { findings } = findingsOf(left, right)
    expect(findings.at(0)).toMatchObject({ path: 'rot', left: { path: 'rot' }, right: { path: 'rot' } })
    expect(findings.at(0).evidence).toMatch(/sha256 63000000 → 43000000.*size is the same.*the mark of bit rot/u)
  })

  it('are selected by verdict and by any part of a path, whatever its case', () => {
    const { findings } = findingsOf(left, right)
    const pathsOf = (rows: Uint32Array): string[] => Array.from(rows, (row) => findings.at(row).path)
    expect(pathsOf(findings.select({ verdicts: ['edited', 'added'], search: '' }))).toEqual(['edited', 'new'])
    expect(pathsOf(findings.select({ verdicts: [], search: 'RO' }))).toEqual(['rot'])
    expect(() => findings.at(4)).toThrow(RangeError)
  })
})
