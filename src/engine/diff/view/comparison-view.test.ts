import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ComparisonQuery, ComparisonRow } from '../../../shared/ipc/comparison-schemas.ts'
import { isFinding, verdicts, type Finding, type Verdict } from '../../../shared/model/verdict.ts'
import { listFindings, type FindingList } from '../finding-list.ts'
import { compare, file, tableOf } from '../diff-fixtures.ts'
import type { Comparison } from '../comparison.ts'
import { comparisonOfFindings } from '../recorded-comparison.ts'
import { firstComparisonQuery } from './comparison-rows.ts'
import { ComparisonTable } from './comparison-table.ts'
import { ComparisonView } from './comparison-view.ts'

function viewOf(comparison: Comparison): ComparisonView {
  return new ComparisonView(new ComparisonTable(comparison))
}

function queryOf(changes: Partial<ComparisonQuery> = {}): ComparisonQuery {
  return { ...firstComparisonQuery, ...changes }
}

function rowsOf(view: ComparisonView, rowCount: number): ComparisonRow[] {
  return Array.from({ length: Math.ceil(rowCount / 7) }, (_, page) => view.window(page * 7, 7)).flat()
}

function findingsIn(list: FindingList): Finding[] {
  return Array.from({ length: list.length }, (_, at) => list.at(at))
}

function everything(comparison: Comparison): Finding[] {
  const { findings, others } = listFindings(comparison)
  return [...findingsIn(findings), ...findingsIn(others)]
}

/** What a query finds, told the slow way from the findings themselves. */
function matchNaively(all: readonly Finding[], query: ComparisonQuery): Finding[] {
  return all.filter(({ verdict, path, fromPath, left, right }) => {
    const isWanted =
      query.verdicts.length > 0 ? query.verdicts.includes(verdict) : !query.onlyDifferences || isFinding(verdict, false)
    const isBelow = (at: string): boolean => query.folder === '' || at.startsWith(`${query.folder}/`)
    const digests = [left, right].map((entry) => entry?.digests.sha256 ?? '')
    const isHex = /^[0-9a-f]{6,}$/iu.test(query.search)
    const isFound =
      [path, fromPath ?? ''].some((at) => at.toLowerCase().includes(query.search.toLowerCase())) ||
      (isHex && digests.some((digest) => digest.startsWith(query.search.toLowerCase())))
    return isWanted && isFound && (isBelow(path) || isBelow(fromPath ?? ''))
  })
}

const path = fc
  .array(fc.constantFrom('a', 'b', 'B-', 'ä'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'))
const side = fc
  .array(fc.tuple(path, fc.constantFrom('1', '2', '3', '4'), fc.constantFrom(1n, 2n)), { maxLength: 25 })
  .map((entries) => tableOf(...entries.map(([at, content, modifiedNs]) => file(at, content, { modifiedNs }))))
const query = fc.record<ComparisonQuery>({
  layout: fc.constantFrom('tree', 'list'),
  search: fc.constantFrom('', '', 'b', 'B', '310000', 'a/b', 'zz'),
  verdicts: fc.subarray<Verdict>(['moved', 'unchanged', 'ambiguous-move', 'edited']),
  onlyDifferences: fc.boolean(),
  folder: fc.constantFrom('', '', 'a', 'a/b', 'none'),
  sort: fc.record({
    column: fc.constantFrom('path', 'verdict', 'size', 'modified'),
    isDescending: fc.boolean(),
  }),
})

describe('any query of any comparison', () => {
  it('matches what its words say, and counts what it would match whatever verdicts are asked for', () => {
    fc.assert(
      fc.property(side, side, query, (left, right, asked) => {
        const comparison = compare(left, right)
        const view = viewOf(comparison)
        const totals = view.query(asked)
        const all = everything(comparison)
        const expected = matchNaively(all, asked)
        expect(totals.matchedCount).toBe(expected.length)
        const key = (finding: Finding): string => `${finding.verdict} ${finding.fromPath ?? ''} ${finding.path}`
        expect(findingsIn(view.select(null)).map(key).toSorted()).toEqual(expected.map(key).toSorted())
        const anyVerdict = matchNaively(all, { ...asked, verdicts: [], onlyDifferences: false })
        for (const verdict of verdicts) {
          const count = anyVerdict.filter((finding) => finding.verdict === verdict).length
          expect(totals.counts[verdict] ?? 0).toBe(count)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('shows each match once in windows, below folders that count it', () => {
    fc.assert(
      fc.property(side, side, query, (left, right, asked) => {
        const view = viewOf(compare(left, right))
        const { matchedCount } = view.query(asked)
        const rows = rowsOf(view, view.toggle('', true, true))
        const entries = rows.filter((row) => row.type === 'entry')
        expect(new Set(entries.map(({ row }) => row)).size).toBe(entries.length)
        const told = entries.filter((row) => !row.isMovedAway || !entries.some((other) => other.path === row.otherPath))
        expect(told.length).toBe(matchedCount)
        for (const folder of rows.filter((row) => row.type === 'folder')) {
          const below = entries.filter((row) => row.path.startsWith(`${folder.path}/`))
          const counted = Object.values(folder.counts).reduce((sum, count) => sum + count, folder.movedAwayCount)
          expect(counted).toBe(below.length)
          expect(folder.movedAwayCount).toBe(below.filter((row) => row.isMovedAway).length)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is stepped through from either end, each difference once, folders opened on the way', () => {
    fc.assert(
      fc.property(side, side, query, fc.boolean(), (left, right, asked, isOpenFirst) => {
        const comparison = compare(left, right)
        const view = viewOf(comparison)
        view.query(asked)
        const visit = (by: 1 | -1): string[] => {
          view.toggle('', isOpenFirst, true)
          const seen: string[] = []
          let { offset } = view.step(-1, by)
          for (; offset !== null; offset = view.step(offset, by).offset) {
            const [row] = view.window(offset, 1)
            seen.push(row?.type === 'entry' ? row.path : 'no entry')
          }
          return seen
        }
        const forwards = visit(1)
        const isWhole = asked.folder === ''
        const differences = matchNaively(everything(comparison), asked).filter(({ verdict }) => verdict !== 'unchanged')
        if (isWhole) expect(forwards.toSorted()).toEqual(differences.map((finding) => finding.path).toSorted())
        expect(visit(-1).toReversed()).toEqual(forwards)
      }),
      { numRuns: 300 },
    )
  })

  it('locates each of its rows where the window has it, and has every finding in its minimap', () => {
    fc.assert(
      fc.property(side, side, query, (left, right, asked) => {
        const comparison = compare(left, right)
        const view = viewOf(comparison)
        view.query(asked)
        const rows = rowsOf(view, view.toggle('', true, true)).flatMap((row) => (row.type === 'entry' ? [row] : []))
        view.toggle('', false, true)
        for (const entry of rows) {
          const { offset } = view.locate(entry.row)
          expect(view.window(offset ?? -1, 1)).toEqual([entry])
          expect(view.detail(entry.row).finding.path).toBe(entry.isMovedAway ? entry.otherPath : entry.path)
        }
        const buckets = view.minimap(13)
        expect(buckets.length).toBe(13)
        const isLoud = rows.some(({ verdict }) => isFinding(verdict, false))
        expect(buckets.some(({ findingCount }) => findingCount > 0)).toBe(isLoud)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a comparison', () => {
  const left = tableOf(file('a/old', 'm'), file('d/1', 'q'), file('d/2', 'q'), file('k', 'same'), file('x', '1'))
  const right = tableOf(
    file('b/new', 'm'),
    file('e/3', 'q'),
    file('e/4', 'q'),
    file('k', 'same'),
    file('l', 'same'),
    file('x', '2'),
  )

  it('opens the folders of its findings when they are few', () => {
    const view = viewOf(compare(left, right))
    const { rowCount } = view.query(queryOf())
    expect(rowsOf(view, rowCount).map((row) => (row.type === 'group' ? '' : row.path))).toEqual([
      'a',
      'a/old',
      'b',
      'b/new',
      'd',
      'd/1',
      'd/2',
      'e',
      'e/3',
      'e/4',
      'l',
      'x',
    ])
  })

  it('links both ends of a move', () => {
    const view = viewOf(compare(left, right))
    const { rowCount } = view.query(queryOf({ verdicts: ['moved'] }))
    const [from, to] = rowsOf(view, rowCount).flatMap((row) => (row.type === 'entry' ? [row] : []))
    expect(from).toMatchObject({ path: 'a/old', otherPath: 'b/new', isMovedAway: true, right: null })
    expect(to).toMatchObject({ path: 'b/new', otherPath: 'a/old', isMovedAway: false, left: { sizeBytes: 1 } })
    expect(view.detail(to!.row).linked).toEqual([{ relation: 'moved-from', path: 'a/old', row: from!.row }])
    expect(view.detail(from!.row)).toMatchObject({
      finding: { path: 'b/new', fromPath: 'a/old' },
      linked: [{ relation: 'moved-to', path: 'b/new', row: to!.row }],
    })
  })

  it('finds both ends of a move by either path', () => {
    const view = viewOf(compare(left, right))
    expect(view.query(queryOf({ search: 'old' }))).toMatchObject({ matchedCount: 1, counts: { moved: 1 } })
    view.query(queryOf({ search: 'old', layout: 'list' }))
    expect(view.window(0, 5)).toMatchObject([{ path: 'b/new', otherPath: 'a/old' }])
  })

  it('heads the members of an ambiguous group in a list by verdict, and links them', () => {
    const view = viewOf(compare(left, right))
    const sort = { column: 'verdict', isDescending: false } as const
    const { rowCount } = view.query(queryOf({ layout: 'list', verdicts: ['ambiguous-move'], sort }))
    const rows = rowsOf(view, rowCount)
    expect(rows[0]).toEqual({ type: 'group', group: 1, leftCount: 2, rightCount: 2, sizeBytes: 1 })
    expect(rows.slice(1).map((row) => row.type === 'entry' && row.path)).toEqual(['d/1', 'd/2', 'e/3', 'e/4'])
    const member = rows[1]?.type === 'entry' ? rows[1].row : -1
    expect(view.detail(member).linked.map(({ relation }) => relation)).toEqual([
      'group-gone',
      'group-gone',
      'group-new',
      'group-new',
    ])
  })

  it('links a copy to its original', () => {
    const view = viewOf(compare(left, right))
    view.query(queryOf({ verdicts: ['added'] }))
    const [row] = view.window(0, 1)
    expect(row?.type === 'entry' && view.detail(row.row).linked).toMatchObject([{ relation: 'copy-of', path: 'k' }])
  })

  it('shows refused entries first, without a row of either side', () => {
    const refused: Finding = { verdict: 'unreadable', path: '../x', evidence: 'refused' }
    const view = viewOf({ ...compare(left, right), refused: [refused] })
    expect(view.query(queryOf()).counts.unreadable).toBe(1)
    const [row] = view.window(0, 1)
    expect(row).toMatchObject({ type: 'entry', path: '../x', left: null, right: null })
    expect(row?.type === 'entry' && view.detail(row.row).finding).toEqual(refused)
    expect(view.step(-1, 1).offset).toBe(0)
    expect(view.query(queryOf({ search: 'nothing' })).matchedCount).toBe(0)
  })

  it('colours its treemap by the loudest verdict, and leaves out where moved files were', () => {
    const view = viewOf(compare(left, right))
    const nodes = view.treemap('', 100)
    expect(nodes[0]).toMatchObject({ type: 'folder', path: '', verdict: 'suspected-corruption', findingCount: 7 })
    expect(nodes.find((node) => node.path === 'b/new')).toMatchObject({ verdict: 'moved', sizeBytes: 1 })
    expect(nodes.find((node) => node.path === 'k')).toMatchObject({
      verdict: 'unchanged',
      findingCount: 0,
      sizeBytes: 4,
    })
    expect(view.treemap('nowhere', 100)).toEqual([])
  })

  it('copies lines that no name can break or turn into a formula', () => {
    const view = viewOf(compare(tableOf(), tableOf(file('=cmd\t\n', 'q'))))
    const { text } = view.copy(null)
    expect(text.split('\n')).toHaveLength(3)
    expect(text.split('\n')[1]).toMatch(/^added\t'=cmd\\t\\n\t/u)
  })

  it('names a row that is not there', () => {
    expect(() => viewOf(compare(left, right)).detail(99)).toThrow(/no row 99/u)
  })
})

it('of a past run shows the findings it recorded, as they were recorded', () => {
  fc.assert(
    fc.property(side, side, (left, right) => {
      const recorded = findingsIn(listFindings(compare(left, right)).findings).map((finding) => ({
        ...finding,
        evidence: `recorded: ${finding.evidence}`,
      }))
      const comparison = comparisonOfFindings(recorded, false)
      expect(findingsIn(listFindings(comparison).findings)).toEqual(recorded)
      const view = viewOf(comparison)
      expect(view.query(queryOf({ onlyDifferences: false })).matchedCount).toBe(recorded.length)
    }),
    { numRuns: 200 },
  )
})
