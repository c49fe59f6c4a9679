import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { SpecialKind } from '../../shared/model/entry.ts'
import { formatErrorLine, formatFileLine, formatLinkLine, formatSpecialLine } from '../manifest/entry-line.ts'
import { hashLeafInPlace, SealBuilder, subtreeLeaves } from '../manifest/seal.ts'
import { digestLengthBytes } from '../../shared/model/digest.ts'
import { unknownSize } from '../table/entry-columns.ts'
import { walkedFile, walkedKinds, walkedSymlink, walkedUnreadable } from './hash-protocol.ts'
import type { EntryBatch, LinkTarget } from './hash-protocol.ts'
import type { EntryError } from '../../shared/model/entry.ts'

/** What lines are written from: a worker's columns, or a result completed by the main thread. */
export interface LineSource {
  readonly batch: EntryBatch
  readonly paths: readonly string[]
  readonly stride: number
  readonly digests: Buffer
  readonly sizes: Float64Array
  readonly modifiedNs: BigInt64Array
  readonly modes: Uint16Array
  readonly errors: ReadonlyMap<number, EntryError>
  readonly targets: ReadonlyMap<number, LinkTarget>
}

export interface BatchLines {
  /** Lines joined by `,\n`. */
  readonly lines: Uint8Array
  /** Of a full batch, hex; else empty. */
  readonly subtreeRoot: string
  /** Of a batch that is not full, hex. */
  readonly leaves: readonly string[]
}

const separator = ',\n'
const initialBytesPerLine = 280

/** Grows once in a while; one a thread, reused from batch to batch. Its first byte is room for a leaf prefix. */
let scratch = Buffer.allocUnsafeSlow(256 * 1024)

function reserve(used: number, extra: number): void {
  if (used + extra <= scratch.length) return
  const next = Buffer.allocUnsafeSlow((used + extra) * 2)
  scratch.copy(next, 0, 0, used)
  scratch = next
}

/** The batch's entry lines and their leaf hashes, so that the main thread only strings batches together. */
export function writeLines(columns: LineSource, algorithms: readonly DigestAlgorithm[]): BatchLines {
  const { count } = columns.batch
  reserve(0, count * initialBytesPerLine)
  const leaves: string[] = []
  let used = 1
  for (let i = 0; i < count; i += 1) {
    const line = i === 0 ? formatLine(columns, i, algorithms) : separator + formatLine(columns, i, algorithms)
    reserve(used, line.length * 3)
    const start = used + (i === 0 ? 0 : separator.length)
    used += scratch.write(line, used, 'utf8')
    leaves.push(hashLeafInPlace(scratch, start, used))
  }
  const isFull = count === subtreeLeaves
  return { lines: scratch.slice(1, used), subtreeRoot: isFull ? rootOf(leaves) : '', leaves: isFull ? [] : leaves }
}

function rootOf(leaves: readonly string[]): string {
  const tree = new SealBuilder()
  for (const leaf of leaves) tree.addLeaf(leaf)
  return tree.finish()
}

function readDigests(columns: LineSource, index: number, algorithms: readonly DigestAlgorithm[]): string[] {
  let start = index * columns.stride
  return algorithms.map((algorithm) => {
    const end = start + digestLengthBytes[algorithm]
    const hex = columns.digests.toString('hex', start, end)
    start = end
    return hex
  })
}

function formatLine(columns: LineSource, index: number, algorithms: readonly DigestAlgorithm[]): string {
  const path = columns.paths[index] ?? ''
  const raw = columns.batch.rawPaths.get(index)
  const pathBase64 = raw === undefined ? undefined : Buffer.from(raw).toString('base64')
  const walked = columns.batch.kinds[index] ?? 0
  const error = columns.errors.get(index)
  if (error !== undefined) {
    const size = columns.sizes[index] ?? unknownSize
    return formatErrorLine({ path, pathBase64, kind: kindName(walked), sizeBytes: size < 0 ? undefined : size, error })
  }
  if (walked === walkedSymlink) {
    const target = columns.targets.get(index)
    return formatLinkLine({ path, pathBase64, target: target?.text ?? '', targetBase64: target?.base64 })
  }
  if (walked !== walkedFile) return formatSpecialLine(path, pathBase64, walkedKinds[walked] as SpecialKind)
  return formatFileLine({
    path,
    pathBase64,
    sizeBytes: columns.sizes[index] ?? 0,
    algorithms,
    digests: readDigests(columns, index, algorithms),
    modifiedNs: columns.modifiedNs[index] ?? 0n,
    mode: columns.modes[index] ?? 0,
  })
}

function kindName(walked: number): 'symlink' | 'special' | 'directory' | undefined {
  if (walked === walkedFile) return undefined
  if (walked === walkedSymlink) return 'symlink'
  return walked === walkedUnreadable ? 'directory' : 'special'
}
