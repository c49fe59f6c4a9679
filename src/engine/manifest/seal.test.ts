import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashLeafInPlace, isSealRoot, SealBuilder, subtreeLeaves } from './seal.ts'

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
}

/** MTH of RFC 6962, section 2.1, word for word: the reference the builder is held against. */
function hashTree(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves
  if (first === undefined) return sha256()
  if (leaves.length === 1) return sha256(Buffer.of(0), first)
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(Buffer.of(1), hashTree(leaves.slice(0, split)), hashTree(leaves.slice(split)))
}

function seal(leaves: readonly Uint8Array[]): string {
  const builder = new SealBuilder()
  for (const leaf of leaves) builder.addLeafLine(leaf)
  return builder.finish()
}

function numberedLeaves(count: number): Buffer[] {
  return Array.from({ length: count }, (_, i) => Buffer.from(`leaf ${i}`))
}

/** The inputs that Certificate Transparency's own tests grow their tree from, and its root after each. */
const transparencyInputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657']
const transparencyRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
]

describe('a seal', () => {
  it('is the SHA-256 of nothing for no entries', () => {
    expect(seal([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('has the roots that Certificate Transparency publishes for its test tree', () => {
    const leaves = transparencyInputs.map((hex) => Buffer.from(hex, 'hex'))
    expect(transparencyRoots.map((_, i) => seal(leaves.slice(0, i + 1)))).toEqual(transparencyRoots)
  })

  it('equals the tree hash of RFC 6962 for any number of leaves', () => {
    const counts = [...Array.from({ length: 40 }, (_, i) => i), 511, 512, 513, 1023, 1024, 1025, 2000]
    for (const count of counts) {
      const leaves = numberedLeaves(count)
      expect(seal(leaves), `${count} leaves`).toBe(hashTree(leaves).toString('hex'))
    }
  })

  it('equals it for leaves of any bytes', () => {
    const leaves = fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 60 })
    fc.assert(
      fc.property(leaves, (parts) => {
        expect(seal(parts)).toBe(hashTree(parts.map((part) => Buffer.from(part))).toString('hex'))
      }),
      { numRuns: 60 },
    )
  })

  it('is the same whether full subtrees are added ready-made or leaf by leaf', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3 }), fc.nat({ max: subtreeLeaves - 1 }), (full, rest) => {
        const leaves = numberedLeaves(full * subtreeLeaves + rest)
        const builder = new SealBuilder()
        for (let i = 0; i < full; i += 1) {
          builder.addSubtree(seal(leaves.slice(i * subtreeLeaves, (i + 1) * subtreeLeaves)))
        }
        for (const leaf of leaves.slice(full * subtreeLeaves)) builder.addLeafLine(leaf)
        expect(builder.count).toBe(leaves.length)
        expect(builder.finish()).toBe(seal(leaves))
      }),
      { numRuns: 25 },
    )
  })

  it('refuses a subtree that does not start at a multiple of its size', () => {
    const builder = new SealBuilder()
    builder.addLeafLine(Buffer.from('x'))
    expect(() => builder.addSubtree('0'.repeat(64))).toThrow(RangeError)
  })

  it('changes when a leaf is changed, dropped, added or moved', () => {
    const leaves = numberedLeaves(9)
    const root = seal(leaves)
    const [first, second, ...rest] = leaves
    if (first === undefined || second === undefined) throw new Error('nine leaves have two')
    const others = [
      leaves.slice(1),
      [...leaves, first],
      [second, first, ...rest],
      [Buffer.from('leaf_0'), second, ...rest],
    ]
    for (const other of others) expect(seal(other)).not.toBe(root)
  })

  it('can go on after a root was taken', () => {
    const builder = new SealBuilder()
    const leaves = numberedLeaves(5)
    for (const [i, leaf] of leaves.entries()) {
      builder.addLeafLine(leaf)
      expect(builder.finish()).toBe(seal(leaves.slice(0, i + 1)))
    }
  })
})

it('hashes a line where it lies and leaves the bytes as they were', () => {
  const bytes = Buffer.from(',{"name":"a"},')
  const digest = hashLeafInPlace(bytes, 1, bytes.length - 1)
  expect(digest).toBe(sha256(Buffer.of(0), Buffer.from('{"name":"a"}')).toString('hex'))
  expect(bytes.toString()).toBe(',{"name":"a"},')
})

it('knows a root by its 64 lower-case hex digits', () => {
  expect(isSealRoot('a'.repeat(64))).toBe(true)
  for (const text of ['a'.repeat(63), 'A'.repeat(64), 'g'.repeat(64), `${'a'.repeat(64)}\n`]) {
    expect(isSealRoot(text)).toBe(false)
  }
})
