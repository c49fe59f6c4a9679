import { describe, expect, it } from 'vitest'
import { findSha256, hashInPage } from './hash-in-page.ts'

// FIPS 180-4, the example of one block.
const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

describe('contents asked about without a path', () => {
  it('are hashed in the page as everywhere else', async () => {
    expect(await hashInPage(new Blob(['abc']))).toBe(digest)
  })

  it('are not read where they are too large for the page', async () => {
    const huge = Object.assign(new Blob([]), {})
    Object.defineProperty(huge, 'size', { value: 513 * 1024 * 1024 })
    expect(await hashInPage(huge)).toBeNull()
  })
})

describe('a digest out of pasted text', () => {
  it('is found alone, in capitals, and in a line of sha256sum', () => {
    expect(findSha256(digest)).toBe(digest)
    expect(findSha256(` ${digest.toUpperCase()}\n`)).toBe(digest)
    expect(findSha256(`${digest}  a file.bin`)).toBe(digest)
  })

  it('is not taken out of a longer one, nor made of a shorter one', () => {
    expect(findSha256(`${digest}00`)).toBeNull()
    expect(findSha256(digest.slice(1))).toBeNull()
    expect(findSha256('')).toBeNull()
  })
})
