import { kindSymlink, type EntryColumns } from '../table/entry-columns.ts'
import { hasEntriesBelow, readPathBytes } from '../table/entry-reader.ts'

/** Rows that one side alone has, by their numbers on that side, and those that are folders on the other. */
export class OneSided {
  readonly rows: number[] = []
  /** Row of the comparison by row of the side. */
  readonly places: Int32Array
  readonly foldersNow = new Set<number>()
  /** Links of this side that the other side's list leads on from: it has entries below them. */
  readonly followedLinks: number[] = []
  private readonly other: EntryColumns
  private readonly side: EntryColumns

  constructor(side: EntryColumns, other: EntryColumns) {
    this.side = side
    this.other = other
    this.places = new Int32Array(side.count)
  }

  add(row: number, place: number, next: number): void {
    this.rows.push(row)
    this.places[row] = place
    if (this.isFolderOnOther(row, next)) this.foldersNow.add(row)
  }

  /** Whether a row is a link with entries below its path on the other side, whose tool went through it. */
  isFollowed(row: number, next: number): boolean {
    return this.side.kinds[row] === kindSymlink && this.hasBelowOnOther(readPathBytes(this.side, row), next)
  }

  /** Folders are no entries of their own: what is below the path tells that there is one now, or that it was walked. */
  private isFolderOnOther(row: number, next: number): boolean {
    const path = readPathBytes(this.side, row)
    const bare = this.other.bareFolders
    if (bare !== undefined && bare.size > 0 && bare.has(path.toString('latin1'))) return true
    return this.hasBelowOnOther(path, next)
  }

  private hasBelowOnOther(path: Buffer, next: number): boolean {
    if (next >= this.other.count) return false
    const start = this.other.pathOffsets[next]!
    // What is below a path comes after it, among paths that begin with it: mostly the very next one tells.
    for (let at = 0; at < path.length; at += 1) if (this.other.pathBytes[start + at] !== path[at]) return false
    return hasEntriesBelow(this.other, path)
  }
}
