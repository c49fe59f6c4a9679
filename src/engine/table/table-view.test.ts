import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors/app-error.ts'
import type { TableRow } from '../../shared/ipc/table-schemas.ts'
import { manifestOf, queryOf, inManifestOrder, type SampleEntry } from './table-fixtures.ts'
import { TableView } from './table-view.ts'

function viewOf(...entries: (string | Buffer | SampleEntry)[]): TableView {
  const samples = entries.map((entry) =>
    typeof entry === 'string' || Buffer.isBuffer(entry) ? { path: entry } : entry,
  )
  return new TableView(manifestOf(inManifestOrder(samples)))
}

function pathsShown(view: TableView): string[] {
  return view.window(0, 10_000).map((row: TableRow) => (row.type === 'folder' ? `${row.path}/` : row.path))
}

describe('the table of a manifest', () => {
  it('shows the first level with folders closed before any query', () => {
    expect(pathsShown(viewOf('b', 'a/x', 'a/y/z', 'c/d'))).toEqual(['a/', 'c/', 'b'])
  })

  it('puts folder a before folder a-b although their entries come the other way round', () => {
    expect(pathsShown(viewOf('a-b/x', 'a/x', 'a.b/x'))).toEqual(['a/', 'a-b/', 'a.b/'])
  })

  it('finds umlauts, composed or not, whatever their case', () => {
    const view = viewOf('ÄPFEL/Straße.txt', 'a\u0308pfel.txt', 'apfel.txt')
    expect(view.query(queryOf({ layout: 'list', search: 'äpfel' })).matchedCount).toBe(2)
    expect(view.query(queryOf({ layout: 'list', search: 'STRAßE' })).matchedCount).toBe(1)
  })

  it('finds a capital dotted I, whose lower case is longer, and what stands behind it', () => {
    const view = viewOf('İİİ/needle', 'other/Needle')
    expect(view.query(queryOf({ layout: 'list', search: 'needle' })).matchedCount).toBe(2)
    expect(view.query(queryOf({ layout: 'list', search: 'İ/NEEDLE' })).matchedCount).toBe(1)
  })

  it('takes six hex characters for the start of a digest and five for text', () => {
    const view = viewOf({ path: 'x', digest: 'ABCDEF12' }, { path: 'y', digest: 'abcdee' })
    expect(view.query(queryOf({ search: 'abCDef1' })).matchedCount).toBe(1)
    expect(view.query(queryOf({ search: 'abcdef3' })).matchedCount).toBe(0)
    expect(view.query(queryOf({ search: 'abcde' })).matchedCount).toBe(0)
  })

  it('does not find text that would run from one path into the next', () => {
    expect(viewOf('ab', 'cd').query(queryOf({ search: 'bc' })).matchedCount).toBe(0)
  })

  it('shows every hit of a search and goes back to the folders that were open', () => {
    const view = viewOf('a/x/hit', 'a/y/miss', 'b/c/hit')
    view.toggle('b', true, false)
    view.query(queryOf({ search: 'hit' }))
    expect(pathsShown(view)).toEqual(['a/', 'a/x/', 'a/x/hit', 'b/', 'b/c/', 'b/c/hit'])
    view.toggle('a', false, false)
    view.query(queryOf({ search: 'hit', sort: { column: 'size', isDescending: true } }))
    expect(pathsShown(view)).toContain('a/')
    expect(pathsShown(view)).not.toContain('a/x/hit')
    view.query(queryOf())
    expect(pathsShown(view)).toEqual(['a/', 'b/', 'b/c/'])
  })

  it('opens all folders again when the search text changes', () => {
    const view = viewOf('a/hit')
    view.query(queryOf({ search: 'hit' }))
    view.toggle('a', false, false)
    view.query(queryOf({ search: 'hi' }))
    expect(pathsShown(view)).toEqual(['a/', 'a/hit'])
  })

  it('sorts digests that begin alike by the bytes that follow, and equal ones by path', () => {
    const start = 'abcdefabcdefabcdef'
    const view = viewOf(
      { path: 'a', digest: `${start}03` },
      { path: 'b', digest: `${start}01` },
      { path: 'c', digest: `${start}02` },
      { path: 'd', digest: `${start}01` },
      'unknown',
    )
    view.query(queryOf({ layout: 'list', sort: { column: 'digest', isDescending: false } }))
    expect(pathsShown(view)).toEqual(['unknown', 'b', 'd', 'c', 'a'])
    view.query(queryOf({ layout: 'list', sort: { column: 'digest', isDescending: true } }))
    expect(pathsShown(view)).toEqual(['a', 'c', 'b', 'd', 'unknown'])
  })

  it('opens the folders around a path that is looked for, and says null for what the filter hides', () => {
    const view = viewOf('a/b/c/d', 'a/b/e', { path: 'z', kind: 'symlink' })
    expect(view.locate('a/b/c/d')).toEqual({ offset: 3, rowCount: 6 })
    expect(view.locate('a/b')).toEqual({ offset: 1, rowCount: 6 })
    view.query(queryOf({ chips: ['symlink'] }))
    expect(view.locate('a/b/c/d').offset).toBeNull()
    expect(view.locate('no such path').offset).toBeNull()
  })

  it('counts depth from the folder it is restricted to', () => {
    const view = viewOf('a/b/c', 'a/d', 'ab/x')
    view.query(queryOf({ folder: 'a' }))
    expect(view.window(0, 9).map(({ name, depth }) => [name, depth])).toEqual([
      ['b', 0],
      ['d', 0],
    ])
  })

  it('opens and restricts to a folder whose name is not UTF-8, by the path it is shown under', () => {
    const view = viewOf(Buffer.from([0xff, 0x2f, 0x61]), Buffer.from([0xfe, 0x2f, 0x61]), 'plain')
    expect(pathsShown(view)).toEqual(['\ufffd/', '\ufffd/', 'plain'])
    expect(view.toggle('\ufffd', true, false)).toBe(5)
    expect(view.query(queryOf({ folder: '\ufffd' })).matchedCount).toBe(1)
    expect(view.locate('\ufffd/a').offset).toBe(0)
  })

  it('keeps a folder and an entry of the same path apart', () => {
    const view = viewOf({ path: 'a', kind: 'directory', hasError: true }, 'a/b')
    expect(pathsShown(view)).toEqual(['a/', 'a'])
    expect(view.query(queryOf({ chips: ['error'] })).chipCounts).toEqual({ file: 1, symlink: 0, special: 0, error: 1 })
    expect(pathsShown(view)).toEqual(['a'])
  })

  it('walks thousands of nested levels without running out of stack', () => {
    const deep = Array.from({ length: 5000 }, () => 'd').join('/')
    const view = viewOf(`${deep}/file`, 'top')
    expect(view.toggle('', true, true)).toBe(5002)
    expect(view.window(5000, 1)[0]).toMatchObject({ name: 'file', depth: 5000 })
    expect(view.toggle('d', false, false)).toBe(2)
    expect(view.toggle('', false, true)).toBe(2)
    expect(view.locate(`${deep}/file`)).toEqual({ offset: 5000, rowCount: 5002 })
  })

  it('shows nothing, and fails at nothing, when the manifest has no entries', () => {
    const view = viewOf()
    expect(view.query(queryOf()).rowCount).toBe(0)
    expect(view.query(queryOf({ search: 'x', layout: 'list' })).rowCount).toBe(0)
    expect(view.window(0, 10)).toEqual([])
    expect(view.toggle('a', true, true)).toBe(0)
  })

  it('gives an entry in full and refuses an index beyond the end', () => {
    const view = viewOf({ path: 'a/x', sizeBytes: 3, digest: 'ff' })
    expect(view.entry(0)).toEqual({
      entry: { name: 'x', path: 'a/x', kind: 'file', sizeBytes: 3, digests: { sha256: `ff${'0'.repeat(62)}` } },
      warnings: [],
    })
    expect(() => view.entry(1)).toThrow(AppError)
    expect(() => view.entry(0.5)).toThrow(/no entry 0.5/)
  })

  it.each([
    ['a name that differs only by case', ['A/x', 'a/X'], /same path as "a\/X"/],
    ['a name in another Unicode form', ['\u00e4', 'a\u0308'], /same path as/],
    ['a name Windows keeps for a device', ['dir/aux.txt'], /Windows/],
    ['a drive letter', ['C:\\x'], /Windows/],
    ['a direction override', ['a\u202etxt.exe'], /do not show/],
    ['a name that is not UTF-8', [Buffer.from([0xff])], /not valid UTF-8/],
  ])('warns about %s', (_what, paths, expected) => {
    expect(
      viewOf(...paths)
        .entry(0)
        .warnings.join('\n'),
    ).toMatch(expected)
  })
})
