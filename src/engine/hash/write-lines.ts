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
  /** The digests as the hasher gave them, where they are at hand. */
  readonly hexDigests?: readonly (readonly string[] | undefined)[]
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
/** UTF-8 bytes a UTF-16 code unit can take. */
const maxBytesPerUnit = 3

/** One a thread, reused from batch to batch. Its first byte is room for a leaf prefix. */
let scratch = Buffer.allocUnsafeSlow(512 * 1024)

function reserve(bytes: number): void {
  if (bytes > scratch.length) scratch = Buffer.allocUnsafeSlow(bytes * 2)
}

/** The batch's entry lines and their leaf hashes, so that the main thread only strings batches together. */
export function writeLines(columns: LineSource, algorithms: readonly DigestAlgorithm[]): BatchLines {
  const { count } = columns.batch
  const lines = Array.from({ length: count }, (_, i) => formatLine(columns, i, algorithms))
  const text = lines.join(separator)
  reserve(text.length * maxBytesPerUnit + 1)
  const end = 1 + scratch.write(text, 1, 'utf8')
  const isAscii = end - 1 === text.length
  const leaves: string[] = []
  let start = 1
  for (const line of lines) {
    const lineEnd = start + (isAscii ? line.length : Buffer.byteLength(line, 'utf8'))
    leaves.push(hashLeafInPlace(scratch, start, lineEnd))
    start = lineEnd + separator.length
  }
  const isFull = count === subtreeLeaves
  return { lines: scratch.subarray(1, end), subtreeRoot: isFull ? rootOf(leaves) : '', leaves: isFull ? [] : leaves }
}

function rootOf(leaves: readonly string[]): string {
  const tree = new SealBuilder()
  for (const leaf of leaves) tree.addLeaf(leaf)
  return tree.finish()
}

function readDigests(columns: LineSource, index: number, algorithms: readonly DigestAlgorithm[]): readonly string[] {
  const known = columns.hexDigests?.[index]
  if (known !== undefined) return known
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
