import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { kindFile, type EntryColumns } from '../table/entry-columns.ts'
import { readPathBytes } from '../table/entry-reader.ts'
import { groupByPath } from './path-groups.ts'
import { sortByPath, sortGroups } from './path-sort.ts'

/** The first byte of each digest tells the row. */
function columnsOf(paths: readonly Buffer[], algorithm: DigestAlgorithm = 'sha256'): EntryColumns {
  const builder = new EntryColumnsBuilder([algorithm], paths.length)
  for (const [row, path] of paths.entries()) {
    builder.append(kindFile, path)
    builder.digests[row * builder.digestStride] = row % 251
  }
  return builder.finish()
}

/** What a stable sort by bytes gives. */
function sortPlainly(paths: readonly Buffer[]): number[] {
  return paths.map((_, row) => row).toSorted((a, b) => Buffer.compare(paths[a]!, paths[b]!))
}

function sort(paths: readonly Buffer[]): number[] {
  const rows = Uint32Array.from(paths, (_, row) => row)
  sortByPath(columnsOf(paths), rows)
  return [...rows]
}

function sortInGroups(paths: readonly Buffer[]): number[] {
  const groups = groupByPath(columnsOf(paths))
  const places = Uint32Array.from(paths, (_, place) => place)
  sortGroups(groups, places)
  return Array.from(places, (place) => groups.rows[place]!)
}

const path = fc.uint8Array({ min: 1, max: 4, minLength: 1, maxLength: 20 }).map((bytes) => Buffer.from(bytes))
const below = fc.tuple(fc.constantFrom('a/', 'a/b/c/d/e/', 'aaaaaaaa'), path)
const deep = below.map(([folder, end]) => Buffer.concat([Buffer.from(folder), end]))
const wide = fc.uint8Array({ min: 1, minLength: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes))

it('sorts as comparing the bytes does, equal paths in their first order', () => {
  const paths = fc.array(fc.oneof(path, deep, wide), { maxLength: 200 })
  fc.assert(
    fc.property(paths, (list) => {
      expect(sort(list)).toEqual(sortPlainly(list))
    }),
  )
})

it('sorts in groups as it does at once, and moves paths and digests along', () => {
  const paths = fc.array(fc.oneof(path, deep, wide), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(paths, fc.constantFrom<DigestAlgorithm>('sha256', 'crc32'), (list, algorithm) => {
      expect(sortInGroups(list)).toEqual(sortPlainly(list))
      const columns = columnsOf(list, algorithm)
      const { rows, contents } = groupByPath(columns)
      for (const [place, row] of rows.entries()) {
        const start = place * contents.digestStride
        expect(readPathBytes({ ...columns, ...contents }, place)).toEqual(list[row])
        expect(contents.digests[start]).toBe(row % 251)
      }
    }),
  )
})

it('sorts thousands in the same order', () => {
  const paths = Array.from({ length: 20_000 }, (_, i) => {
    const mixed = (i * 7919) % 20_000
    return Buffer.from(
      mixed % 5 === 0 ? `z${'y'.repeat(mixed % 17)}` : `folder-${mixed % 7}/of/many/${mixed % 4999}.txt`,
    )
  })
  const inOrder = sortPlainly(paths)
  expect(sort(paths)).toEqual(inOrder)
  expect(sortInGroups(paths)).toEqual(inOrder)
})
