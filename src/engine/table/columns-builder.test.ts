import { describe, expect, it } from 'vitest'
import { EntryColumnsBuilder } from './columns-builder.ts'
import { kindFile } from './entry-columns.ts'
import { readEntry } from './entry-reader.ts'

describe('collecting entries into columns', () => {
  it.each([1, 16, 17, 100])('keeps every row while it grows from room for %i', (expectedCount) => {
    const builder = new EntryColumnsBuilder(['md5', 'sha256'], expectedCount)
    const rowCount = 1000
    for (let row = 0; row < rowCount; row++) {
      const index = builder.append(kindFile, Buffer.from(`${row}`.padStart(4 + (row % 200), '0')))
      builder.sizes[index] = row
      builder.modifiedNs[index] = BigInt(row)
      builder.digests.fill(row % 256, index * builder.digestStride, (index + 1) * builder.digestStride)
      builder.digestFlags[index] = 3
    }
    const columns = builder.finish()
    expect(columns.count).toBe(rowCount)
    for (let row = 0; row < rowCount; row++) {
      const byte = (row % 256).toString(16).padStart(2, '0')
      expect(readEntry(columns, row)).toMatchObject({
        path: `${row}`.padStart(4 + (row % 200), '0'),
        sizeBytes: row,
        digests: { md5: byte.repeat(16), sha256: byte.repeat(32) },
      })
    }
  })

  it('takes a path out of the middle of a buffer', () => {
    const builder = new EntryColumnsBuilder([])
    builder.append(kindFile, Buffer.from('xxabcxx'), 2, 5)
    expect(readEntry(builder.finish(), 0).path).toBe('abc')
  })
})
