import { verdicts, type Verdict } from '../../shared/model/verdict.ts'
import { kindDirectory, kindFile, kindSymlink, type EntryColumns } from '../table/entry-columns.ts'
import { compareRows, errorVerdict, type ComparisonRules } from './compare-rows.ts'
import { findCopies } from './find-copies.ts'
import { findHidden, listUnreadFolders } from './hidden-rows.ts'
import { PathMatcher } from './match-paths.ts'
import { OneSided } from './one-sided.ts'
import { pairMoves, type MovePairing } from './pair-moves.ts'

export const noRow = -1
const rowsBetweenSteps = 500_000

/**
 * Every verdict of a comparison: a row for each path that either side has, in ascending order of the paths' bytes. A move
 * takes two rows, one at each path, that name each other in `ends`; the finding is the right side's.
 */
export interface VerdictColumns {
  readonly count: number
  /** Index into `verdicts`. */
  readonly verdicts: Uint8Array
  /** Row numbers of the two sides for this very path, `noRow` where a side has none. */
  readonly left: Int32Array
  readonly right: Int32Array
  /** The row of a move's other end; `noRow` for all others. */
  readonly ends: Int32Array
  /** Number of the ambiguous group, from 1 in the order of first members; 0 for none. */
  readonly groups: Int32Array
  /** Left row with the content of an added right row. */
  readonly copies: ReadonlyMap<number, number>
  /** Rows of this comparison below a folder that could not be read, or below a link, and the row of that one. */
  readonly hidden: ReadonlyMap<number, number>
  /** Links and special files of one side that the other side's format cannot list; they have no row. */
  readonly inexpressibleCount: number
}

const verdictCodes = new Map(verdicts.map((verdict, code) => [verdict, code]))

export function verdictCode(verdict: Verdict): number {
  return verdictCodes.get(verdict) ?? 0
}

class TableDiff {
  readonly left: EntryColumns
  readonly right: EntryColumns
  readonly rules: ComparisonRules
  readonly columns
  readonly leftOnly: OneSided
  readonly rightOnly: OneSided
  private count = 0
  private inexpressibleCount = 0
  private hidden: ReadonlyMap<number, number> = new Map()
  private copies: ReadonlyMap<number, number> = new Map()

  constructor(left: EntryColumns, right: EntryColumns, rules: ComparisonRules) {
    this.left = left
    this.right = right
    this.rules = rules
    const capacity = left.count + right.count
    this.columns = {
      verdicts: new Uint8Array(capacity),
      left: new Int32Array(capacity),
      right: new Int32Array(capacity),
      ends: new Int32Array(capacity).fill(noRow),
      groups: new Int32Array(capacity),
    }
    this.leftOnly = new OneSided(left, right)
    this.rightOnly = new OneSided(right, left)
  }

  *matchPaths(): Generator<void> {
    const { left, right, rules } = this
    const onPair = (l: number, r: number, next: number): void => {
      if (l !== noRow && r !== noRow) this.append(l, r, compareRows(left, l, right, r, rules))
      else if (r === noRow) this.takeLeftOnly(l, next)
      else this.takeRightOnly(r, next)
    }
    const matcher = new PathMatcher(left)
    for (let row = 0; row < right.count; row += rowsBetweenSteps) {
      matcher.match(right, onPair, row, Math.min(row + rowsBetweenSteps, right.count))
      yield
    }
    matcher.finish(right.count, onPair)
  }

  private takeLeftOnly(l: number, next: number): void {
    const { left, rules } = this
    if (left.errors.has(l) && (rules.left.isLive || left.kinds[l] === kindDirectory)) {
      // What was in a folder that could not be read is not known, so it cannot be missed.
      this.append(l, noRow, rules.left.isLive ? errorVerdict(left, l) : 'unverifiable')
    } else if (rules.right.format.hasLinks || left.kinds[l] === kindFile) {
      this.leftOnly.add(l, this.append(l, noRow, 'removed'), next)
    } else if (this.leftOnly.isFollowed(l, next)) {
      this.append(l, noRow, 'unverifiable')
      this.leftOnly.followedLinks.push(l)
    } else this.inexpressibleCount += 1
  }

  private takeRightOnly(r: number, next: number): void {
    const { right, rules } = this
    if (right.errors.has(r)) this.append(noRow, r, errorVerdict(right, r))
    else if (rules.left.format.hasLinks || right.kinds[r] === kindFile) {
      this.rightOnly.add(r, this.append(noRow, r, 'added'), next)
    } else if (this.rightOnly.isFollowed(r, next)) {
      this.append(noRow, r, 'unverifiable')
      this.rightOnly.followedLinks.push(r)
    } else this.inexpressibleCount += 1
  }

  /**
   * What lies below a folder that could not be read is out of sight, and what a list has from behind a link was never
   * looked for: neither is removed, added or part of a move.
   */
  markHidden(): void {
    const { left, right, leftOnly, rightOnly, rules, columns } = this
    const unreadLeft = rules.left.isLive ? listUnreadFolders(left) : []
    const hidden = new Map<number, number>()
    const marks = [
      { side: leftOnly, below: left, other: right, column: columns.right, covers: listUnreadFolders(right) },
      { side: rightOnly, below: right, other: left, column: columns.left, covers: unreadLeft },
    ]
    for (const { side, below, other, column, covers } of marks) {
      const links = (side === leftOnly ? rightOnly : leftOnly).followedLinks
      const found = findHidden(below, side.rows, other, [...covers, ...links])
      const places = this.placesOf(new Set(found.values()), column)
      for (const [row, cover] of found) {
        const place = side.places[row]!
        columns.verdicts[place] = verdictCode(other.kinds[cover] === kindSymlink ? 'unverifiable' : 'unreadable')
        hidden.set(place, places.get(cover) ?? place)
      }
    }
    this.hidden = hidden
  }

  /** Rows of this comparison by the rows of one side. */
  private placesOf(rows: ReadonlySet<number>, column: Int32Array): Map<number, number> {
    const places = new Map<number, number>()
    if (rows.size === 0) return places
    for (let place = 0; place < this.count; place += 1) {
      if (rows.has(column[place]!)) places.set(column[place]!, place)
    }
    return places
  }

  settleMoves(): void {
    const { columns, leftOnly, rightOnly } = this
    const gone = leftOnly.rows.filter((l) => !this.hidden.has(leftOnly.places[l]!))
    const came = rightOnly.rows.filter((r) => !this.hidden.has(rightOnly.places[r]!))
    const { moved, groups } = pairMoves(this.left, gone, this.right, came, this.rules)
    for (const [l, r] of moved) {
      const [from, to] = [leftOnly.places[l]!, rightOnly.places[r]!]
      columns.verdicts[from] = columns.verdicts[to] = verdictCode('moved')
      columns.ends[from] = to
      columns.ends[to] = from
    }
    this.numberGroups(groups)
    for (const side of [leftOnly, rightOnly]) {
      for (const row of side.foldersNow) {
        const place = side.places[row]!
        const isFree = columns.ends[place] === noRow && columns.groups[place] === 0 && !this.hidden.has(place)
        if (isFree) columns.verdicts[place] = verdictCode('kind-changed')
      }
    }
  }

  private numberGroups(groups: MovePairing['groups']): void {
    const { columns, leftOnly, rightOnly } = this
    const members = groups.map(({ left, right }) =>
      [...left.map((l) => leftOnly.places[l]!), ...right.map((r) => rightOnly.places[r]!)].toSorted((a, b) => a - b),
    )
    const inOrder = members.toSorted((a, b) => a[0]! - b[0]!)
    for (const [at, places] of inOrder.entries()) {
      for (const place of places) {
        columns.verdicts[place] = verdictCode('ambiguous-move')
        columns.groups[place] = at + 1
      }
    }
  }

  /** Notes which added files have the content of a file of the left side. */
  noteCopies(): void {
    const { left, right, rules, columns, rightOnly } = this
    const added = rightOnly.rows.filter((r) => columns.verdicts[rightOnly.places[r]!] === verdictCode('added'))
    this.copies = findCopies(left, right, added, rules)
  }

  finish(): VerdictColumns {
    const { count, columns, copies, hidden, inexpressibleCount } = this
    return {
      count,
      verdicts: columns.verdicts.subarray(0, count),
      left: columns.left.subarray(0, count),
      right: columns.right.subarray(0, count),
      ends: columns.ends.subarray(0, count),
      groups: columns.groups.subarray(0, count),
      copies,
      hidden,
      inexpressibleCount,
    }
  }

  private append(l: number, r: number, verdict: Verdict): number {
    const place = this.count
    this.columns.verdicts[place] = verdictCode(verdict)
    this.columns.left[place] = l
    this.columns.right[place] = r
    this.count = place + 1
    return place
  }
}

/**
 * Compares two sides whole: linear in their entries, moves included. Stops between its phases and every half a million
 * entries or so, for its caller to look whether it is still wanted.
 */
export function* diffInSteps(
  left: EntryColumns,
  right: EntryColumns,
  rules: ComparisonRules,
): Generator<void, VerdictColumns> {
  const diff = new TableDiff(left, right, rules)
  yield* diff.matchPaths()
  diff.markHidden()
  yield
  diff.settleMoves()
  yield
  diff.noteCopies()
  return diff.finish()
}
