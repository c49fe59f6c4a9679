import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { digestLengthBytes } from '../../shared/model/digest.ts'
import type { Verdict } from '../../shared/model/verdict.ts'
import { changedWhileReadingCode } from '../hash/entry-errors.ts'
import type { FormatCapabilities } from '../manifest/formats/format-capabilities.ts'
import {
  digestOffsets,
  kindFile,
  kindSymlink,
  unknownMode,
  unknownSize,
  unknownTimeNs,
  type EntryColumns,
} from '../table/entry-columns.ts'

/** The columns a comparison looks at. */
export type ComparableColumns = Pick<
  EntryColumns,
  | 'kinds'
  | 'sizes'
  | 'modifiedNs'
  | 'modes'
  | 'digests'
  | 'digestFlags'
  | 'digestStride'
  | 'errors'
  | 'targets'
  | 'specials'
>

/** An algorithm that both sides may have, and where its digests are. */
interface CommonDigest {
  readonly leftBit: number
  readonly rightBit: number
  readonly leftOffset: number
  readonly rightOffset: number
  readonly lengthBytes: number
}

/** What a side is, beyond its rows: what it cannot express is not held against the other side. */
export interface SideNature {
  readonly algorithms: readonly DigestAlgorithm[]
  readonly format: FormatCapabilities
  /** Read just now: what could not be read is missing from this comparison, not from a baseline of long ago. */
  readonly isLive: boolean
}

export interface ComparisonRules {
  readonly common: readonly CommonDigest[]
  /** Sizes and times alone decide: nothing was read. */
  readonly isQuick: boolean
  readonly left: SideNature
  readonly right: SideNature
}

/** A folder as a side: everything can be said of its entries. */
export const folderCapabilities: FormatCapabilities = {
  name: 'a folder',
  hasSizes: true,
  hasTimes: true,
  hasModes: true,
  hasLinks: true,
  roundTimeNs: (ns) => ns,
}

export function createRules(left: SideNature, right: SideNature, isQuick: boolean): ComparisonRules {
  const leftOffsets = digestOffsets(left.algorithms)
  const rightOffsets = digestOffsets(right.algorithms)
  const common = left.algorithms.flatMap((algorithm, i) => {
    const j = right.algorithms.indexOf(algorithm)
    if (j === -1) return []
    const offsets = { leftOffset: leftOffsets[i] ?? 0, rightOffset: rightOffsets[j] ?? 0 }
    return [{ leftBit: 1 << i, rightBit: 1 << j, ...offsets, lengthBytes: digestLengthBytes[algorithm] }]
  })
  // Longest first: what moved is recognised by the first, and short digests agree by chance.
  return { common: common.toSorted((a, b) => b.lengthBytes - a.lengthBytes), isQuick, left, right }
}

function isEqualRange(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let i = 0; i < length; i += 1) if (a[aStart + i] !== b[bStart + i]) return false
  return true
}

/** By every algorithm that both rows have; `none` where they share no digest. */
export function compareDigests(
  left: ComparableColumns,
  l: number,
  right: ComparableColumns,
  r: number,
  rules: ComparisonRules,
): 'same' | 'different' | 'none' {
  let seen = false
  for (const digest of rules.common) {
    const isOnBoth =
      ((left.digestFlags[l] ?? 0) & digest.leftBit) !== 0 && ((right.digestFlags[r] ?? 0) & digest.rightBit) !== 0
    if (!isOnBoth) continue
    seen = true
    const leftStart = l * left.digestStride + digest.leftOffset
    const rightStart = r * right.digestStride + digest.rightOffset
    if (!isEqualRange(left.digests, leftStart, right.digests, rightStart, digest.lengthBytes)) return 'different'
  }
  return seen ? 'same' : 'none'
}

/** `unknown` where a side has no time. */
function compareTimes(leftNs: bigint, rightNs: bigint, rules: ComparisonRules): 'same' | 'different' | 'unknown' {
  if (leftNs === unknownTimeNs || rightNs === unknownTimeNs) return 'unknown'
  const isSame =
    leftNs === rightNs ||
    leftNs === rules.left.format.roundTimeNs(rightNs) ||
    rules.right.format.roundTimeNs(leftNs) === rightNs
  return isSame ? 'same' : 'different'
}

/** What an entry that could not be read is. */
export function errorVerdict(side: Pick<ComparableColumns, 'errors'>, row: number): Verdict {
  return side.errors.get(row)?.code === changedWhileReadingCode ? 'changed-while-reading' : 'unreadable'
}

/**
 * The verdict on one path that both sides have (product definition, "Verdicts"): linear in the digest's length, and
 * allocates nothing.
 */
export function compareRows(
  left: ComparableColumns,
  l: number,
  right: ComparableColumns,
  r: number,
  rules: ComparisonRules,
): Verdict {
  const hasErrors = right.errors.size > 0 || left.errors.size > 0
  if (hasErrors && right.errors.has(r)) return errorVerdict(right, r)
  if (hasErrors && left.errors.has(l)) return rules.left.isLive ? errorVerdict(left, l) : 'unverifiable'
  const kind = left.kinds[l]
  if (!rules.left.format.hasLinks && right.kinds[r] === kindSymlink) return 'unverifiable'
  if (!rules.right.format.hasLinks && kind === kindSymlink) return 'unverifiable'
  if (kind !== right.kinds[r]) return 'kind-changed'
  if (kind === kindSymlink) return left.targets.get(l) === right.targets.get(r) ? 'unchanged' : 'edited'
  if (kind !== kindFile) return left.specials.get(l) === right.specials.get(r) ? 'unchanged' : 'kind-changed'
  return compareFiles(left, l, right, r, rules)
}

function compareFiles(
  left: ComparableColumns,
  l: number,
  right: ComparableColumns,
  r: number,
  rules: ComparisonRules,
): Verdict {
  const isSizeKnown = left.sizes[l] !== unknownSize && right.sizes[r] !== unknownSize
  const isSizeSame = !isSizeKnown || left.sizes[l] === right.sizes[r]
  const times = compareTimes(left.modifiedNs[l] ?? unknownTimeNs, right.modifiedNs[r] ?? unknownTimeNs, rules)
  const digests = compareDigests(left, l, right, r, rules)
  if (digests === 'none') {
    if (!isSizeSame) return 'edited'
    return rules.isQuick && isSizeKnown && times === 'same' ? 'unchanged' : 'unverifiable'
  }
  if (digests === 'same') return times === 'different' || isModeDifferent(left, l, right, r) ? 'touched' : 'unchanged'
  if (!isSizeSame || times === 'different') return 'edited'
  return times === 'unknown' ? 'changed' : 'suspected-corruption'
}

function isModeDifferent(left: ComparableColumns, l: number, right: ComparableColumns, r: number): boolean {
  const before = left.modes[l] ?? unknownMode
  const after = right.modes[r] ?? unknownMode
  return before !== unknownMode && after !== unknownMode && before !== after
}
