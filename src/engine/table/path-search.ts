import type { FoldedPaths } from './folded-paths.ts'

/** `Buffer.indexOf` cannot start beyond 2 GiB, so the paths are searched in pieces. */
const maxPieceBytes = 2 ** 30
const missesBeforeSkipping = 4
const maxShift = 0xffff

/**
 * Sets `mask[i]` to 1 for each entry whose folded path contains `text`, UTF-8 of at least one character. Rare
 * needles are found by the native search; where hits are close together its cost per call would add up, and the
 * paths are looked at one by one until some in a row have none.
 */
export function markPathsContaining(paths: FoldedPaths, text: Buffer, mask: Uint8Array): void {
  const needle = prepareNeedle(text)
  let from = 0
  while (from < paths.count) {
    let to = from + 1
    while (to < paths.count && offsetOf(paths, to + 1) - offsetOf(paths, from) <= maxPieceBytes) to++
    markInPiece(paths, from, to, needle, mask)
    from = to
  }
}

function offsetOf(paths: FoldedPaths, index: number): number {
  return paths.offsets[index]!
}

function markInPiece(paths: FoldedPaths, from: number, to: number, needle: Needle, mask: Uint8Array): void {
  const base = offsetOf(paths, from)
  const piece = paths.bytes.subarray(base, offsetOf(paths, to))
  let index = from
  let at = piece.indexOf(needle.bytes, 0)
  while (at >= 0) {
    while (offsetOf(paths, index + 1) - base <= at) index++
    // The hit may run on into the next path and be none; looking at the paths themselves decides.
    index = markDenseHits(paths, index, to, needle, mask)
    if (index >= to) return
    at = piece.indexOf(needle.bytes, offsetOf(paths, index) - base)
  }
}

/** Marks entries one by one from `index` on; returns the first one not looked at. */
function markDenseHits(paths: FoldedPaths, index: number, to: number, needle: Needle, mask: Uint8Array): number {
  let misses = 0
  let next = index
  while (next < to && misses < missesBeforeSkipping) {
    const isHit = contains(paths.bytes, offsetOf(paths, next), offsetOf(paths, next + 1), needle)
    if (isHit) mask[next] = 1
    misses = isHit ? 0 : misses + 1
    next++
  }
  return next
}

interface Needle {
  readonly bytes: Buffer
  /** How far the needle can move on when its last byte stands over a given byte (Horspool, 1980). */
  readonly shifts: Uint16Array
}

function prepareNeedle(bytes: Buffer): Needle {
  const shifts = new Uint16Array(256).fill(Math.min(bytes.length, maxShift))
  for (let at = 0; at < bytes.length - 1; at++) shifts[bytes[at]!] = Math.min(bytes.length - 1 - at, maxShift)
  return { bytes, shifts }
}

function contains(bytes: Uint8Array, start: number, end: number, needle: Needle): boolean {
  const lastAt = needle.bytes.length - 1
  const lastByte = needle.bytes[lastAt]
  for (let at = start + lastAt; at < end; at += needle.shifts[bytes[at]!]!) {
    if (bytes[at] === lastByte && endsAt(bytes, at, needle.bytes)) return true
  }
  return false
}

function endsAt(bytes: Uint8Array, end: number, needle: Uint8Array): boolean {
  for (let at = needle.length - 2, target = end - 1; at >= 0; at--, target--) {
    if (bytes[target] !== needle[at]) return false
  }
  return true
}
