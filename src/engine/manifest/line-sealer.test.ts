import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LineSealer } from './line-sealer.ts'
import { SealBuilder } from './seal.ts'

const blockBytes = 256 * 1024

function createSealer(): LineSealer {
  const sealer = LineSealer.create(blockBytes)
  if (sealer === undefined) throw new Error('This machine has no WebAssembly with vectors')
  return sealer
}

/** Seals lines the quick way, in as many blocks as they take, and returns the root. */
function sealInBlocks(lines: readonly Buffer[]): string {
  const sealer = createSealer()
  let at = 1
  for (const line of lines) {
    if (at + line.length >= blockBytes) {
      sealer.settle()
      // What was hashed must not be looked at again.
      sealer.block.fill(0xee)
      at = 1
    }
    line.copy(sealer.block, at)
    sealer.addLine(at, at + line.length)
    at += line.length + 1
  }
  return sealer.finish()
}

function sealOneByOne(lines: readonly Buffer[]): string {
  const builder = new SealBuilder()
  for (const line of lines) builder.addLeafLine(line)
  return builder.finish()
}

function numberedLines(count: number): Buffer[] {
  return Array.from({ length: count }, (_, i) => Buffer.from(`line ${i} ${'x'.repeat((i * 37) % 300)}`))
}

afterEach(() => vi.unstubAllGlobals())

describe('a seal over the lines of blocks', () => {
  it('has the root of the seal made line by line, for any lines', () => {
    const lines = fc.array(fc.uint8Array({ maxLength: 1100 }), { maxLength: 40 })
    fc.assert(
      fc.property(lines, (some) => {
        const buffers = some.map((line) => Buffer.from(line))
        expect(sealInBlocks(buffers)).toBe(sealOneByOne(buffers))
      }),
      { numRuns: 60 },
    )
  })

  it('has it for every length up to beyond what the lanes take', () => {
    const lines = Array.from({ length: 1100 }, (_, length) => Buffer.alloc(length, length % 251))
    expect(sealInBlocks(lines)).toBe(sealOneByOne(lines))
  })

  it('has it for numbers of lines on either side of what is held, and for many blocks', () => {
    for (const count of [0, 1, 3, 4, 5, 511, 512, 513, 1023, 1024, 1025, 5000]) {
      const lines = numberedLines(count)
      expect(sealInBlocks(lines)).toBe(sealOneByOne(lines))
    }
  })

  it('takes lines from elsewhere in between', () => {
    const sealer = createSealer()
    const lines = numberedLines(1200)
    const elsewhere = Buffer.concat([Buffer.alloc(1), ...lines])
    let at = 1
    for (const [i, line] of lines.entries()) {
      line.copy(sealer.block, at)
      if (i % 5 === 0) sealer.addLeafInPlace(elsewhere, at, at + line.length)
      else sealer.addLine(at, at + line.length)
      at += line.length
    }
    expect(sealer.count).toBe(1200)
    expect(sealer.finish()).toBe(sealOneByOne(lines))
  })

  it('finds each newline, and one after the block where there is none', () => {
    const sealer = createSealer()
    sealer.block.fill(0x61)
    for (const at of [1, 2, 17, 40, blockBytes - 1]) sealer.block[at] = 0x0a
    const found = [1, 2, 3, 18, 41].map((from) => sealer.findNewline(from))
    expect(found).toEqual([1, 2, 17, 40, blockBytes - 1])
    expect(sealer.findNewline(blockBytes)).toBe(blockBytes)
  })

  it('is left to the other way where no memory can be had for it', () => {
    function Memory(): never {
      throw new RangeError('could not allocate memory')
    }
    const { WebAssembly: real } = globalThis as unknown as { WebAssembly: { validate: (code: Uint8Array) => boolean } }
    vi.stubGlobal('WebAssembly', { validate: real.validate, Memory })
    expect(LineSealer.create(blockBytes)).toBeUndefined()
  })
})
