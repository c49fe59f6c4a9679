import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tableRowSchema, tableTotalsSchema, type TableQuery, type TableRow } from '../../shared/ipc/table-schemas.ts'
import { inManifestOrder, manifestOf, type SampleEntry } from './table-fixtures.ts'
import { TableModel, type ModelRow } from './table-model.ts'
import { TableView } from './table-view.ts'

const component = fc.constantFrom('a', 'A', 'a-b', 'a.', 'b', 'ä', 'Ä', 'Σ', '10', '2', '__proto__', 'x\ny', 'abcdef')
const path = fc.array(component, { minLength: 1, maxLength: 5 }).map((components) => components.join('/'))
const digest = fc.constantFrom('abcdef', 'abcde0', 'abcdefabcdefabcdef01', 'abcdefabcdefabcdef02', '00')

const entry = fc.record<SampleEntry, 'path'>(
  {
    path,
    kind: fc.constantFrom('file', 'symlink', 'special', 'directory'),
    sizeBytes: fc.oneof(fc.nat(3), fc.constantFrom(2 ** 32, 2 ** 32 + 1, 2 ** 46)),
    modifiedNs: fc.constantFrom(-(2n ** 62n), -1n, 0n, 1n, 2n ** 33n, 2n ** 62n),
    digest,
    hasError: fc.boolean(),
  },
  { requiredKeys: ['path'] },
)
const entries = fc.array(entry, { maxLength: 40 }).map(inManifestOrder)

const query: fc.Arbitrary<TableQuery> = fc.record({
  layout: fc.constantFrom('tree', 'tree', 'list'),
  search: fc.constantFrom('', '', '', 'A', 'ä', 'σ', 'a/b', 'ABCDEF', 'abcdefabcdefabcdef01', 'b/', 'zz', '\n'),
  chips: fc.uniqueArray(fc.constantFrom('file', 'symlink', 'special', 'error'), { maxLength: 2 }),
  folder: fc.constantFrom('', '', '', 'a', 'a/b', 'ä', 'nowhere'),
  sort: fc.record({
    column: fc.constantFrom('path', 'size', 'modified', 'digest', 'kind'),
    isDescending: fc.boolean(),
  }),
})

type Action =
  | { do: 'query'; query: TableQuery }
  | { do: 'toggle'; path: string; isExpanded: boolean; all: boolean }
  | { do: 'locate'; at: number }

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constant('query'), query }),
  fc.record({
    do: fc.constant('toggle'),
    path: fc.oneof(path, component),
    isExpanded: fc.boolean(),
    all: fc.nat(5).map((dice) => dice === 0),
  }),
  fc.record({ do: fc.constant('locate'), at: fc.nat(40) }),
)

function reduceRow(row: TableRow): ModelRow {
  if (row.type === 'entry') return { type: 'entry', index: row.index, depth: row.depth }
  const counts = [row.entryCount, row.totalSizeBytes, row.errorCount]
  return { type: 'folder', path: row.path, depth: row.depth, isExpanded: row.isExpanded, counts }
}

function checkQuery(view: TableView, model: TableModel, query: TableQuery): void {
  const totals = tableTotalsSchema.parse(view.query(query))
  model.setQuery(query)
  const matched = model.matched()
  expect(totals.matchedCount).toBe(matched.length)
  expect(totals.matchedSizeBytes).toBe(matched.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0))
  for (const chip of ['file', 'symlink', 'special', 'error'] as const) {
    expect(totals.chipCounts[chip]).toBe(model.matched([chip]).length)
  }
  expect(totals.rowCount).toBe(model.rows().length)
}

function checkLocate(view: TableView, model: TableModel, query: TableQuery, sample: SampleEntry, index: number): void {
  const { offset, rowCount } = view.locate(String(sample.path))
  if (model.matched().some((entry) => entry.index === index)) {
    const ancestors = model.folderPaths.filter((folder) => String(sample.path).startsWith(`${folder}/`))
    const below = ancestors.filter((folder) => query.folder === '' || folder.startsWith(`${query.folder}/`))
    if (query.layout === 'tree') below.forEach((folder) => model.toggle(folder, true, false))
    expect(offset).toBe(model.rows().findIndex((row) => row.type === 'entry' && row.index === index))
  }
  expect(rowCount).toBe(view.window(0, 10_000).length)
}

describe('the table against a naive model', () => {
  it('shows the same rows after any sequence of queries, toggles and look-ups', () => {
    fc.assert(
      fc.property(
        entries,
        fc.array(action, { maxLength: 12 }),
        fc.nat(60),
        fc.nat(20),
        (samples, actions, from, limit) => {
          const view = new TableView(manifestOf(samples))
          const model = new TableModel(samples)
          let query: TableQuery = {
            layout: 'tree',
            search: '',
            chips: [],
            folder: '',
            sort: { column: 'path', isDescending: false },
          }
          checkQuery(view, model, query)
          for (const step of actions) {
            if (step.do === 'query') checkQuery(view, model, (query = step.query))
            if (step.do === 'toggle') {
              const rowCount = view.toggle(step.path, step.isExpanded, step.all)
              if (step.all || model.folderPaths.includes(step.path)) model.toggle(step.path, step.isExpanded, step.all)
              expect(rowCount).toBe(model.rows().length)
            }
            const sample = step.do === 'locate' ? samples[step.at] : undefined
            if (step.do === 'locate' && sample !== undefined && !model.folderPaths.includes(String(sample.path))) {
              checkLocate(view, model, query, sample, step.at)
            }
            const rows = view.window(0, 10_000)
            expect(rows.map(reduceRow)).toEqual(model.rows())
            expect(view.window(from, limit)).toEqual(rows.slice(from, from + limit))
            rows.forEach((row) => tableRowSchema.parse(row))
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
