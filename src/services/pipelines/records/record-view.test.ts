import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { LoadedProcessManifest } from '../../../engine/index.ts'
import type { FileState, RecordQuery } from '../../../shared/ipc/pipeline-schemas.ts'
import type { ProcessRecord, StrategyRecord } from '../../../shared/model/process-manifest.ts'
import { copyRecords } from './copy-records.ts'
import { fileStates } from './file-states.ts'
import { keepFiles } from './keep-files.ts'
import { setFile, toColumns, type KnownFile, type ManifestColumns } from './manifest-columns.ts'
import { RecordSet } from './record-set.ts'
import { RecordView } from './record-view.ts'

function recordOf(content: string, changes: Partial<StrategyRecord> = {}): ProcessRecord {
  return {
    source_id: 'source',
    dataset: 'data',
    checksum: createHash('sha256').update(content).digest('hex'),
    file_path: `/data/${content}`,
    file_size: 7,
    ts_downloaded: '2026-11-20T00:00:00Z',
    version: '1',
    ...changes,
  }
}

function setOf(...manifests: ProcessRecord[][]): RecordSet {
  const columns = manifests.map((records, at) => toColumns(`m${at}`, `process ${at}`, records))
  const loaded = manifests.map((records, at) => ({
    path: `/manifests/m${at}`,
    records: new Map(records.map((record) => [record.checksum, record])),
  }))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- An index looks at path and records only.
  return new RecordSet(columns, loaded as unknown as LoadedProcessManifest[])
}

const everything: RecordQuery = {
  search: '',
  manifestKeys: [],
  states: [],
  versions: [],
  sources: [],
  isDuplicate: false,
  sort: { column: 'path', isDescending: false },
}

function mark(columns: ManifestColumns, at: number, state: FileState): void {
  const nothing = { evidence: '', location: null, sizeBytes: 7, modifiedMs: 1, sha256: null, checkedMs: 2 }
  setFile(columns, at, { ...nothing, state: state as KnownFile['state'] })
}

function pathsOf(view: RecordView): string[] {
  return view.window(0, 500).map(({ path }) => path)
}

describe('a view of records', () => {
  it('shows the newest first until it is asked otherwise', () => {
    const old = recordOf('old', { ts_downloaded: '2025-01-01T00:00:00Z' })
    expect(pathsOf(new RecordView(setOf([recordOf('new'), old])))).toEqual(['/data/new', '/data/old'])
  })

  it('finds a part of any of its texts in any case, and the start of a checksum', () => {
    const record = recordOf('x', { source_id: 'Straße', etag: '"Tag-1"', version: 'v9' })
    const view = new RecordView(setOf([record, recordOf('other')]))
    for (const search of ['straße', 'tag-', 'V9', ' /data/X ', record.checksum.slice(0, 6).toUpperCase()]) {
      expect([search, view.query({ ...everything, search }).rowCount]).toEqual([search, 1])
    }
    expect(view.query({ ...everything, search: record.checksum.slice(0, 5) }).rowCount).toBe(0)
    expect(view.query({ ...everything, search: 'strasse\ndata' }).rowCount).toBe(0)
  })

  it('counts what each filter would show were it alone let go', () => {
    const set = setOf([recordOf('a'), recordOf('b', { version: '2' })], [recordOf('a', { source_id: 'mirror' })])
    mark(set.manifests[0]!, 0, 'missing')
    const totals = new RecordView(set).query({ ...everything, states: ['missing'], versions: ['1'], isDuplicate: true })
    expect(totals).toMatchObject({ rowCount: 1, totalCount: 3, matchedSizeBytes: 7, duplicateCount: 1 })
    expect(totals.stateCounts).toMatchObject({ missing: 1, unchecked: 1 })
    expect(totals.versions).toEqual([{ version: '1', recordCount: 1 }])
    expect(totals.sources).toEqual([{ source: 'source', recordCount: 1 }])
  })

  it('keeps its numbers whatever is shown, and tells where one is shown', () => {
    const view = new RecordView(setOf([recordOf('b'), recordOf('a')], [recordOf('c')]))
    view.query({ ...everything, search: '/c' })
    expect(view.window(0, 10).map(({ record }) => record)).toEqual([2])
    expect([view.locate(2), view.locate(0), view.locate(9)]).toEqual([0, null, null])
    expect(view.rows([1, 9], 10)).toMatchObject({ rows: [{ path: '/data/a' }], matchedCount: 2 })
  })

  it('is filtered and sorted as one by one would be', () => {
    const names = fc.uniqueArray(fc.constantFrom('ab', 'b', 'B', 'abc', 'z', 'a\u0301'), { minLength: 1 })
    const records = names.map((list) =>
      list.map((name, at) => recordOf(name, { version: `${at % 2}`, file_size: at + 1 })),
    )
    const arbitrary = fc.record({
      manifests: fc.array(records, { maxLength: 3 }),
      search: fc.constantFrom('', 'b', 'á', '/DATA/A'),
      versions: fc.subarray(['0', '1']),
      isDuplicate: fc.boolean(),
      column: fc.constantFrom('path', 'size', 'version', 'process', 'time' as const),
      isDescending: fc.boolean(),
    })
    fc.assert(
      fc.property(arbitrary, ({ manifests, search, versions, isDuplicate, column, isDescending }) => {
        const view = new RecordView(setOf(...manifests))
        const sort = { column, isDescending } as RecordQuery['sort']
        const totals = view.query({ ...everything, search, versions, isDuplicate, sort })
        const fold = (text: string): string => text.normalize('NFC').toLowerCase()
        const expected = manifests.flat().filter((record) => {
          const holders = manifests.filter((list) => list.some(({ checksum }) => checksum === record.checksum))
          const isFound = fold(String(record['file_path'])).includes(fold(search))
          const isVersion = versions.length === 0 || versions.includes(String(record['version']))
          return isFound && isVersion && (!isDuplicate || holders.length > 1)
        })
        const rows = view.window(0, 500)
        expect(totals.rowCount).toBe(expected.length)
        const paths = expected.map((record) => String(record['file_path']))
        expect(rows.map(({ path }) => path).toSorted()).toEqual(paths.toSorted())
        const key = { path: 'path', size: 'sizeBytes', version: 'version', process: 'process', time: 'timeMs' } as const
        const values = rows.map((row) => row[key[column]] ?? 0)
        const ascending = isDescending ? values.toReversed() : values
        expect(ascending.every((value, at) => at === 0 || ascending[at - 1]! <= value)).toBe(true)
      }),
    )
  })
})

describe('what was found of files', () => {
  it('is sorted by its state and counted under its name', () => {
    const set = setOf([recordOf('a'), recordOf('b'), recordOf('c')])
    mark(set.manifests[0]!, 1, 'altered')
    const view = new RecordView(set)
    const { stateCounts } = view.query({ ...everything, sort: { column: 'state', isDescending: true } })
    expect(pathsOf(view)[0]).toBe('/data/b')
    expect(stateCounts).toEqual({
      ...Object.fromEntries(fileStates.map((state) => [state, 0])),
      altered: 1,
      unchecked: 2,
    })
  })

  it('is kept for the records that a manifest still has, unless they say something else now', () => {
    const before = toColumns('m', 'p', [recordOf('a'), recordOf('b'), recordOf('c')])
    for (const at of [0, 1, 2]) mark(before, at, 'verified')
    const moved = recordOf('b', { file_path: '/elsewhere' })
    const after = toColumns('m', 'p', [recordOf('new'), recordOf('c', { file_size: 8 }), moved, recordOf('a')])
    keepFiles(before, after)
    expect([...after.states].map((state) => fileStates[state])).toEqual([
      'unchecked',
      'unchecked',
      'unchecked',
      'verified',
    ])
  })
})

describe('copied records', () => {
  it('stay one line and one cell each, and are no formulas', () => {
    const view = new RecordView(setOf([recordOf('x', { file_path: '=a\tb\nc', source_id: '-1' })]))
    const lines = copyRecords(view.window(0, 1)).split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]?.split('\t').slice(0, 4)).toEqual(['2026-11-20T00:00:00.000Z', 'process 0', "'=a\\tb\\nc", "'-1"])
  })
})
