import type { EntryColumns } from './entry-columns.ts'
import { foldCase } from './case-folding.ts'
import { isDigestQuery, markDigestsStarting } from './digest-search.ts'
import { foldPaths, type FoldedPaths } from './folded-paths.ts'
import { markPathsContaining } from './path-search.ts'

/** Finds entries by path or digest. The folded copy of the paths is made at the first search and kept. */
export class EntrySearch {
  private readonly columns: EntryColumns
  private folded: FoldedPaths | undefined
  private last: { readonly text: string; readonly mask: Uint8Array } | undefined

  constructor(columns: EntryColumns) {
    this.columns = columns
  }

  get foldedPaths(): FoldedPaths {
    this.folded ??= foldPaths(this.columns)
    return this.folded
  }

  /** 1 for each entry that `text` finds, 0 for the others; undefined when the text is empty and finds everything. */
  find(text: string): Uint8Array | undefined {
    if (text === '') return undefined
    if (this.last?.text === text) return this.last.mask
    const mask = new Uint8Array(this.columns.count)
    markPathsContaining(this.foldedPaths, Buffer.from(foldCase(text)), mask)
    if (isDigestQuery(text)) markDigestsStarting(this.columns, text, mask)
    this.last = { text, mask }
    return mask
  }
}
