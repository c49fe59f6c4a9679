import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryError, SpecialKind } from '../../shared/model/entry.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { digestStrideOf, unknownMode, unknownSize, unknownTimeNs, type EntryColumns } from './entry-columns.ts'

const maxPathBytes = 2 ** 32 - 1
/** Up to here a loop is faster than the call that copies. */
const shortPathBytes = 96

/** Doubles a typed array until it holds `needed` elements, keeping what it has. */
function grown<T extends { readonly length: number; set(source: T): void }>(
  column: T,
  needed: number,
  allocate: (length: number) => T,
): T {
  if (needed <= column.length) return column
  const next = allocate(Math.max(needed, column.length * 2))
  next.set(column)
  return next
}

const allocateBytes = (length: number): Uint8Array => new Uint8Array(length)
const allocateOffsets = (length: number): Uint32Array => new Uint32Array(length)
const allocateSizes = (length: number): Float64Array => new Float64Array(length)
const allocateTimes = (length: number): BigInt64Array => new BigInt64Array(length)
const allocateModes = (length: number): Uint16Array => new Uint16Array(length)

/**
 * Collects entries into columns. Append in ascending byte order of the path; each `append` starts a row with nothing
 * known, the setters fill the last one. Reuses no buffer of the caller's.
 */
export class EntryColumnsBuilder {
  readonly algorithms: readonly DigestAlgorithm[]
  readonly digestStride: number
  count = 0
  pathBytes: Uint8Array
  pathLength = 0
  pathOffsets: Uint32Array
  kinds: Uint8Array
  sizes: Float64Array
  modifiedNs: BigInt64Array
  modes: Uint16Array
  digests: Uint8Array
  digestFlags: Uint8Array
  readonly errors = new Map<number, EntryError>()
  readonly targets = new Map<number, string>()
  readonly specials = new Map<number, SpecialKind>()
  readonly extras = new Map<number, Readonly<Record<string, unknown>>>()

  constructor(algorithms: readonly DigestAlgorithm[], expectedCount = 1024) {
    const capacity = Math.max(16, expectedCount)
    this.algorithms = algorithms
    this.digestStride = digestStrideOf(algorithms)
    this.pathBytes = new Uint8Array(capacity * 48)
    this.pathOffsets = new Uint32Array(capacity + 1)
    this.kinds = new Uint8Array(capacity)
    this.sizes = new Float64Array(capacity)
    this.modifiedNs = new BigInt64Array(capacity)
    this.modes = new Uint16Array(capacity)
    this.digests = new Uint8Array(capacity * this.digestStride)
    this.digestFlags = new Uint8Array(capacity)
  }

  /** Makes room for one more row, which may then be filled in before it is appended. */
  makeRoom(pathLengthBytes: number): void {
    this.reserve(this.count + 1, this.pathLength + pathLengthBytes)
  }

  /** Starts a row for the path in `bytes[start, end)` and returns its index. */
  append(kind: number, bytes: Uint8Array, start = 0, end = bytes.length): number {
    const index = this.count
    this.reserve(index + 1, this.pathLength + end - start)
    this.appendPath(bytes, start, end)
    this.count = index + 1
    this.pathOffsets[index + 1] = this.pathLength
    this.kinds[index] = kind
    this.sizes[index] = unknownSize
    this.modifiedNs[index] = unknownTimeNs
    this.modes[index] = unknownMode
    return index
  }

  finish(): EntryColumns {
    return {
      count: this.count,
      pathBytes: this.pathBytes.subarray(0, this.pathLength),
      pathOffsets: this.pathOffsets.subarray(0, this.count + 1),
      kinds: this.kinds.subarray(0, this.count),
      sizes: this.sizes.subarray(0, this.count),
      modifiedNs: this.modifiedNs.subarray(0, this.count),
      modes: this.modes.subarray(0, this.count),
      algorithms: this.algorithms,
      digestStride: this.digestStride,
      digests: this.digests.subarray(0, this.count * this.digestStride),
      digestFlags: this.digestFlags.subarray(0, this.count),
      errors: this.errors,
      targets: this.targets,
      specials: this.specials,
      extras: this.extras,
    }
  }

  private appendPath(bytes: Uint8Array, start: number, end: number): void {
    let to = this.pathLength
    this.pathLength = to + end - start
    if (end - start > shortPathBytes) {
      this.pathBytes.set(bytes.subarray(start, end), to)
      return
    }
    const { pathBytes } = this
    for (let at = start; at < end; at += 1, to += 1) pathBytes[to] = bytes[at]!
  }

  private reserve(rows: number, pathBytes: number): void {
    if (pathBytes > maxPathBytes) {
      throw new AppError({
        code: 'manifest-invalid',
        operation: 'collect entries',
        message: 'The paths of this manifest are over 4 GiB in all: split the folder into several manifests.',
      })
    }
    this.pathBytes = grown(this.pathBytes, pathBytes, allocateBytes)
    if (rows <= this.kinds.length) return
    this.kinds = grown(this.kinds, rows, allocateBytes)
    // Offsets have one more than the others, so they must follow the others' capacity, not double by themselves.
    const capacity = this.kinds.length
    this.pathOffsets = grown(this.pathOffsets, capacity + 1, allocateOffsets)
    this.sizes = grown(this.sizes, capacity, allocateSizes)
    this.modifiedNs = grown(this.modifiedNs, capacity, allocateTimes)
    this.modes = grown(this.modes, capacity, allocateModes)
    this.digests = grown(this.digests, capacity * this.digestStride, allocateBytes)
    this.digestFlags = grown(this.digestFlags, capacity, allocateBytes)
  }
}
