import { describe, expect, it } from 'vitest'
import { renderHashLines } from './hash-lines.ts'

describe('the line of a hashed file', () => {
  it('names the file "-" so that tools which check it do not read their standard input', () => {
    const file = { path: '-', sizeBytes: 1, digests: { md5: '0cc175b9c0f1b6a831c399e269772661' } }
    expect(renderHashLines(file, false)).toBe('0cc175b9c0f1b6a831c399e269772661  ./-\n')
    const twice = { ...file, digests: { ...file.digests, crc32: 'e8b7be43' } }
    expect(renderHashLines(twice, false)).toMatch(/^MD5 \(\.\/-\) = 0cc1/u)
  })
})
