import { expect, it } from 'vitest'
import { formatCapabilities } from '../../manifest/formats/format-capabilities.ts'
import { compare, file, tableOf } from '../diff-fixtures.ts'
import { ComparisonTable } from './comparison-table.ts'
import { ComparisonView } from './comparison-view.ts'

const query = {
  layout: 'tree' as const,
  search: '',
  verdicts: [],
  onlyDifferences: false,
  folder: '',
  sort: { column: 'path' as const, isDescending: false },
}

it('adds up the sizes of a folder, unless its side does not tell all of them', () => {
  const unsized = file('d/b', 'bb')
  delete (unsized as { sizeBytes?: number }).sizeBytes
  const left = tableOf(file('c/a', 'a'), file('d/a', 'a'), unsized)
  const right = tableOf(file('c/a', 'a'), file('d/a', 'a'), file('d/b', 'bb'))
  const comparison = compare(left, right, { leftFormat: formatCapabilities('gnu-checksums') })
  const view = new ComparisonView(new ComparisonTable(comparison))
  view.query(query)
  const folders = view.window(0, 10).filter((row) => row.type === 'folder')
  expect(folders).toMatchObject([
    { path: 'c', leftSizeBytes: 1, rightSizeBytes: 1 },
    { path: 'd', leftSizeBytes: null, rightSizeBytes: 3 },
  ])
})
