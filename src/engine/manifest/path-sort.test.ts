import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { kindFile, type EntryColumns } from '../table/entry-columns.ts'
import { sortByPath } from './path-sort.ts'

function columnsOf(paths: readonly Buffer[]): EntryColumns {
  const builder = new EntryColumnsBuilder(['sha256'], paths.length)
  for (const path of paths) builder.append(kindFile, path)
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

it('sorts thousands in the same order', () => {
  const paths = Array.from({ length: 20_000 }, (_, i) => {
    const mixed = (i * 7919) % 20_000
    return Buffer.from(
      mixed % 5 === 0 ? `z${'y'.repeat(mixed % 17)}` : `folder-${mixed % 7}/of/many/${mixed % 4999}.txt`,
    )
  })
  expect(sort(paths)).toEqual(sortPlainly(paths))
})
