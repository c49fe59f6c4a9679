import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestAlgorithms, digestLengthBytes, type DigestAlgorithm } from '../../shared/model/digest.ts'
import { createDigesters } from './digester.ts'

/** One byte more than the buffer that files are read into. */
const large = Uint8Array.from({ length: 1024 * 1024 + 1 }, (_, i) => i % 251)

/** Of nothing, of `abc` and of `large`, as coreutils, b3sum, xxhsum and rhash print them; long ones by their start. */
const known: Readonly<Record<DigestAlgorithm, readonly [string, string, string]>> = {
  md5: ['d41d8cd98f00b204e9800998ecf8427e', '900150983cd24fb0d6963f7d28e17f72', '79b67c7fbf43b76e5b7f182328bdc4b6'],
  sha1: [
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'a9993e364706816aba3e25717850c26c9cd0d89d',
    'ffbc30b06f6bd51da52f9640804c9d0c4f6e2af2',
  ],
  sha256: [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    '5769f52bc3eef28afa39c6fc68cadb7d0bd69812ae3a3d71452f519ec3c7aa56',
  ],
  sha384: ['38b060a751ac96384cd9327eb1b1e36a', 'cb00753f45a35e8bb5a03d699ac65007', '554be74fbb64e77f48ff3c05c80a0ad9'],
  sha512: ['cf83e1357eefb8bdf1542850d66d8007', 'ddaf35a193617abacc417349ae204131', '5e354eab69ae16c75df3a8a5d2a4c725'],
  blake3: [
    'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262',
    '6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85',
    '2f053cd7472cf0cd2f9adaf45c1180255b91b9a865404a63671a0ee5f792ed33',
  ],
  xxh3: ['2d06800538d394c2', '78af5f94892f3950', '47a84c196fd973df'],
  crc32: ['00000000', '352441c2', '3e8e13cb'],
}

describe.each(digestAlgorithms)('%s', (algorithm) => {
  const inputs = [new Uint8Array(), Buffer.from('abc'), large]

  it('gives the digests that other tools give, at once and in chunks', async () => {
    const [digester] = await createDigesters([algorithm])
    if (digester === undefined) throw new Error('one algorithm, one digester')
    for (const [i, input] of inputs.entries()) {
      const expected = known[algorithm][i] ?? ''
      const whole = digester.hashWhole(input)
      expect(whole).toHaveLength(digestLengthBytes[algorithm] * 2)
      expect(whole.startsWith(expected)).toBe(true)
      digester.start()
      for (let at = 0; at < input.length; at += 65_521) digester.update(input.subarray(at, at + 65_521))
      expect(digester.finish()).toBe(whole)
    }
  })

  it('starts afresh after a stream that was given up', async () => {
    const [digester] = await createDigesters([algorithm])
    digester?.start()
    digester?.update(large)
    digester?.start()
    digester?.update(Buffer.from('abc'))
    expect(digester?.finish().startsWith(known[algorithm][1])).toBe(true)
  })
})

it('digests with several algorithms side by side', async () => {
  const digesters = await createDigesters(digestAlgorithms)
  for (const digester of digesters) digester.start()
  for (const digester of digesters) digester.update(large)
  expect(digesters.map((digester) => digester.algorithm)).toEqual(digestAlgorithms)
  expect(digesters[2]?.finish()).toBe(createHash('sha256').update(large).digest('hex'))
})
