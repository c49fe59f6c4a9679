import { isDigestQuery, markDigestsStarting } from '../../table/digest-search.ts'
import type { EntryColumns } from '../../table/entry-columns.ts'
import { EntrySearch } from '../../table/entry-search.ts'
import type { FoldedPaths } from '../../table/folded-paths.ts'
import type { Comparison } from '../comparison.ts'
import { noRow } from '../diff-tables.ts'

/** Finds rows by path or by a digest of either side. Both ends of a move are found together. */
export class ComparisonSearch {
  private readonly comparison: Comparison
  private readonly paths: EntrySearch
  private last: { readonly text: string; readonly mask: Uint8Array } | undefined

  constructor(comparison: Comparison, paths: EntryColumns) {
    this.comparison = comparison
    this.paths = new EntrySearch(paths)
  }

  get foldedPaths(): FoldedPaths {
    return this.paths.foldedPaths
  }

  /** 1 for each row that `text` finds, 0 for the others; undefined when the text is empty and finds everything. */
  find(text: string): Uint8Array | undefined {
    if (this.last?.text === text) return this.last.mask
    const mask = this.paths.find(text)
    if (mask === undefined) return undefined
    if (isDigestQuery(text)) this.markDigests(text, mask)
    const { ends } = this.comparison.columns
    for (let row = 0; row < ends.length; row += 1) if (mask[row] === 1 && ends[row] !== noRow) mask[ends[row]!] = 1
    this.last = { text, mask }
    return mask
  }

  private markDigests(text: string, mask: Uint8Array): void {
    const { columns, left, right } = this.comparison
    for (const [side, rows] of [[left, columns.left] as const, [right, columns.right] as const]) {
      const sideMask = new Uint8Array(side.count)
      markDigestsStarting(side, text, sideMask)
      for (let row = 0; row < columns.count; row += 1) if (sideMask[rows[row]!] === 1) mask[row] = 1
    }
  }
}
