import { sha256, toHex } from './sha256.ts'

/** Merkle tree hash of RFC 6962, section 2.1, over lines of text as UTF-8, a line at a time. */
export class MerkleTree {
  private readonly encoder = new TextEncoder()
  private readonly roots: { readonly level: number; readonly hash: Uint8Array }[] = []

  add(line: string): void {
    const bytes = this.encoder.encode(line)
    const leaf = new Uint8Array(bytes.length + 1)
    leaf.set(bytes, 1)
    let root = { level: 0, hash: sha256(leaf) }
    while (this.roots.at(-1)?.level === root.level) {
      const left = this.roots.pop()
      if (left !== undefined) root = { level: root.level + 1, hash: hashChildren(left.hash, root.hash) }
    }
    this.roots.push(root)
  }

  /** The root in hex; of no lines, the SHA-256 of nothing. */
  finish(): string {
    const hashes = this.roots.map(({ hash }) => hash)
    const last = hashes.pop()
    if (last === undefined) return toHex(sha256(new Uint8Array()))
    return toHex(hashes.reduceRight((right, left) => hashChildren(left, right), last))
  }
}

function hashChildren(left: Uint8Array, right: Uint8Array): Uint8Array {
  const node = new Uint8Array(65)
  node[0] = 1
  node.set(left, 1)
  node.set(right, 33)
  return sha256(node)
}
