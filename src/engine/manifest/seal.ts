import { hash as hashOnce } from 'node:crypto'

/** Leaves under one subtree that a worker may hand over ready-made: `2 ** subtreeLevel` aligned entries. */
export const subtreeLevel = 9
export const subtreeLeaves = 2 ** subtreeLevel

const leafPrefix = 0x00
const nodePrefix = 0x01
const hexDigestLength = 64
const digestBytes = 32
const node = Buffer.alloc(1 + 2 * digestBytes)
node[0] = nodePrefix

// Between two hashes a digest is a string of a character a byte: one that is made and read fastest, for inputs this small.
function hashNode(left: string, right: string): string {
  for (let i = 0; i < digestBytes; i += 1) {
    node[1 + i] = left.charCodeAt(i)
    node[1 + digestBytes + i] = right.charCodeAt(i)
  }
  return hashOnce('sha256', node, 'binary')
}

function fromHex(digest: string): string {
  return Buffer.from(digest, 'hex').toString('binary')
}

function hashLeaf(bytes: Uint8Array, start: number, end: number, encoding: 'hex' | 'binary'): string {
  const borrowed = bytes[start - 1] ?? 0
  bytes[start - 1] = leafPrefix
  const digest = hashOnce('sha256', bytes.subarray(start - 1, end), encoding)
  bytes[start - 1] = borrowed
  return digest
}

/**
 * Hex leaf hash of the line in `bytes[start, end)`. Borrows the byte before the line for the prefix and restores it,
 * so the line is never copied: `start` must be at least 1.
 */
export function hashLeafInPlace(bytes: Uint8Array, start: number, end: number): string {
  return hashLeaf(bytes, start, end, 'hex')
}

/**
 * Merkle tree hash of RFC 6962, section 2.1, built leaf by leaf in logarithmic memory.
 * Leaf `SHA-256(0x00 ‖ line)`, node `SHA-256(0x01 ‖ left ‖ right)`; the tree of no leaves is the SHA-256 of nothing.
 */
export class SealBuilder {
  /** Leaves so far. */
  count = 0
  private readonly roots: string[] = []
  private readonly levels: number[] = []
  private scratch = Buffer.alloc(1024)

  /** Adds the line in `bytes[start, end)`, without its comma and newline. */
  addLeafLine(bytes: Uint8Array, start = 0, end = bytes.length): void {
    const length = end - start
    if (this.scratch.length <= length) this.scratch = Buffer.alloc(2 * length + 1)
    this.scratch.set(bytes.subarray(start, end), 1)
    this.addLeafInPlace(this.scratch, 1, length + 1)
  }

  /** The same without a copy of the line: borrows the byte before it, so `start` must be at least 1. */
  addLeafInPlace(bytes: Uint8Array, start: number, end: number): void {
    this.push(hashLeaf(bytes, start, end, 'binary'), 0)
    this.count += 1
  }

  /** Adds a leaf already hashed (hex). */
  addLeaf(leafHash: string): void {
    this.push(fromHex(leafHash), 0)
    this.count += 1
  }

  /** Adds the root of `subtreeLeaves` leaves; only where the leaves before are a multiple of that many. */
  addSubtree(root: string): void {
    if (this.count % subtreeLeaves !== 0) throw new RangeError('A subtree must start at a multiple of its size')
    this.push(fromHex(root), subtreeLevel)
    this.count += subtreeLeaves
  }

  /** The root in hex. The builder can go on afterwards. */
  finish(): string {
    if (this.roots.length === 0) return hashOnce('sha256', '', 'hex')
    const root = this.roots.reduceRight((right, left) => hashNode(left, right))
    return Buffer.from(root, 'binary').toString('hex')
  }

  private push(root: string, level: number): void {
    let merged = root
    let mergedLevel = level
    while (this.levels.length > 0 && this.levels[this.levels.length - 1] === mergedLevel) {
      this.levels.pop()
      merged = hashNode(this.roots.pop() ?? '', merged)
      mergedLevel += 1
    }
    this.roots.push(merged)
    this.levels.push(mergedLevel)
  }
}

export function isSealRoot(text: string): boolean {
  return text.length === hexDigestLength && /^[0-9a-f]+$/.test(text)
}
