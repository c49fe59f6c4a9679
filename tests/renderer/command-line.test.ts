import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteCommand } from '../../src/renderer/format/command-line.ts'

describe('a command line to be pasted', () => {
  it('leaves plain words as they are', () => {
    expect(quoteCommand(['assay', 'snapshot', '/data/in', '--exclude=*.tmp'], 'linux')).toBe(
      "assay snapshot /data/in '--exclude=*.tmp'",
    )
    expect(quoteCommand(['assay', 'snapshot', String.raw`C:\My Data`], 'win32')).toBe(
      String.raw`assay snapshot "C:\My Data"`,
    )
  })

  it.skipIf(process.platform === 'win32')('reads back in a shell as the same words, whatever they hold', () => {
    const word = fc.string({ unit: 'binary', minLength: 0 }).filter((text) => !/\0|\p{Surrogate}/u.test(text))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const line = quoteCommand(words, 'linux')
        const read = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
        expect(read).toBe(words.map((each) => `${each}\0`).join(''))
      }),
      { numRuns: 40 },
    )
  })
})
