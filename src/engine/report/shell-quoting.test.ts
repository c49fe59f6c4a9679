import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileNames } from './report-fixtures.ts'
import { quoteBytes, quoteForShell } from './shell-quoting.ts'

const hasBash = spawnSync('bash', ['--version']).status === 0

/** What a real shell makes of quoted words, as it would hand them to a program. */
function wordsOf(quoted: readonly string[]): Buffer[] {
  const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${quoted.join(' ')}`], { maxBuffer: 2 ** 26 })
  const words: Buffer[] = []
  for (let start = 0; start < stdout.length;) {
    const end = stdout.indexOf(0, start)
    words.push(stdout.subarray(start, end))
    start = end + 1
  }
  return words
}

describe.skipIf(!hasBash)('a word quoted for a shell, read by bash', () => {
  it('is the same word, whatever name it is', () => {
    const names = [...hostileNames, '', '-n', '~', 'a b', '$(id)', "a'b", '*?[', '!history', '#c']
    expect(wordsOf(names.map(quoteForShell)).map(String)).toEqual(names)
  })

  it('is the same word for any text and any bytes', () => {
    const text = fc.string({ unit: 'binary' }).map((any) => Buffer.from(any.replaceAll('\0', '')).toString())
    const bytes = fc.array(fc.integer({ min: 1, max: 255 })).map((values) => Buffer.from(values))
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), fc.array(bytes, { minLength: 1 }), (texts, buffers) => {
        const words = wordsOf([...texts.map(quoteForShell), ...buffers.map(quoteBytes)])
        expect(words.map((word) => word.toString('hex'))).toEqual(
          [...texts.map((each) => Buffer.from(each)), ...buffers].map((word) => word.toString('hex')),
        )
      }),
      { numRuns: 40 },
    )
  })
})

it('shows in a command what could not be seen in it', () => {
  expect(quoteForShell('photo\u202egpj.exe')).toBe(String.raw`$'photo\xe2\x80\xaegpj.exe'`)
  expect(quoteForShell('a\nb')).toBe(String.raw`$'a\x0ab'`)
})
