import type { EntryColumns } from '../table/entry-columns.ts'
import { compareDigests, type ComparisonRules } from './compare-rows.ts'
import { chooseDigests, ContentTable, hasContent, type ContentSides } from './content-table.ts'

const none = -1

/**
 * The row of the left side with the content of an added row, the first of several. Empty files are all alike, and no
 * copies. Linear time.
 */
export function findCopies(
  left: EntryColumns,
  right: EntryColumns,
  addedRows: readonly number[],
  rules: ComparisonRules,
): Map<number, number> {
  const copies = new Map<number, number>()
  let added = addedRows.filter((r) => right.sizes[r] !== 0)
  if (added.length === 0) return copies
  for (const digest of chooseDigests(left, undefined, right, added, rules)) {
    for (const [r, l] of findOriginals(digest, left.count, added)) {
      // Another digest, that both have too, may tell them apart.
      if (left.sizes[l] !== 0 && compareDigests(left, l, right, r, rules) === 'same') copies.set(r, l)
    }
    added = added.filter((r) => !copies.has(r))
  }
  return copies
}

function* findOriginals(digest: ContentSides, leftCount: number, added: readonly number[]): Iterable<[number, number]> {
  const contents = new ContentTable(digest.digestLengthBytes)
  const ids = added.map((r) => (hasContent(digest.right, r) ? contents.add(digest.right, r) : none))
  const originals = new Int32Array(contents.count).fill(none)
  for (let l = 0; l < leftCount; l += 1) {
    if (!hasContent(digest.left, l)) continue
    const id = contents.find(digest.left, l)
    if (id >= 0 && originals[id] === none) originals[id] = l
  }
  for (const [at, r] of added.entries()) {
    const original = originals[ids[at]!] ?? none
    if (original !== none) yield [r, original]
  }
}
