import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseLastWords } from './last-words.ts'
import { startStopwatch } from '../../../../tests/helpers/start-stopwatch.ts'

/** What a program left on stderr. */
function stderrOf(program: string, args: readonly string[]): string[] {
  return spawnSync(program, args, { encoding: 'utf8' }).stderr.trimEnd().split('\n')
}

it('names the error above the stack and the fields that Node prints with it', () => {
  const script = "const { DatabaseSync } = require('node:sqlite'); new DatabaseSync(':memory:').exec('nonsense')"
  const lines = stderrOf(process.execPath, ['-e', script])
  expect(lines.join('\n')).toContain("code: 'ERR_SQLITE_ERROR'")
  expect(chooseLastWords(lines.slice(-20))).toBe('Error: near "nonsense": syntax error')
})

it('names an error of Node with its code, and not the cause within it', () => {
  const lines = stderrOf(process.execPath, ['-e', 'Buffer.alloc(1).readInt8(9)'])
  expect(chooseLastWords(lines.slice(-20))).toMatch(/^RangeError \[ERR_OUT_OF_RANGE\]: /u)
  const caused = stderrOf(process.execPath, ['-e', "throw new Error('no weights', { cause: new TypeError('deep') })"])
  expect(chooseLastWords(caused.slice(-20))).toBe('Error: no weights')
})

it.each([
  [
    'a traceback',
    [
      'Traceback (most recent call last):',
      '  File "b.py", line 3, in <module>',
      '    int("x")',
      "ValueError: invalid literal: 'x'",
    ],
    "ValueError: invalid literal: 'x'",
  ],
  [
    'an exception of any name, with a message of two lines',
    ['Traceback (most recent call last):', '  File "b.py", line 3', 'mine.NoWeights: none found', 'look elsewhere'],
    'mine.NoWeights: none found',
  ],
  [
    'a traceback whose beginning is gone',
    ['  File "b.py", line 3', 'sqlite3.OperationalError: database is locked'],
    'sqlite3.OperationalError: database is locked',
  ],
  [
    'a usage after the error',
    ['tool: error: no such option: -x', 'usage: tool [-h]', 'see the manual'],
    'tool: error: no such option: -x',
  ],
  ['git', ['fatal: not a git repository', 'Stopping at filesystem boundary'], 'fatal: not a git repository'],
  ['a compiler', ['error[E0308]: mismatched types', ' --> src/main.rs:1:2', '  |'], 'error[E0308]: mismatched types'],
  [
    'a log with levels',
    ['2026-11-21 10:00:00 [ERROR] no room left', '2026-11-21 10:00:01 [INFO] bye'],
    '2026-11-21 10:00:00 [ERROR] no room left',
  ],
  [
    'Java',
    ['Exception in thread "main" java.lang.IllegalStateException: no weights', '\tat Main.main(Main.java:3)'],
    'Exception in thread "main" java.lang.IllegalStateException: no weights',
  ],
  ['a line that speaks of an error', ['cp: cannot stat x', 'giving up'], 'cp: cannot stat x'],
  ['no word of an error', ['looking', 'the end', '}', '    at x (y.js:1:2)'], 'the end'],
  ['nothing but signs', ['{', '}'], '}'],
])('tells of %s', (_, lines, expected) => {
  expect(chooseLastWords(lines)).toBe(expected)
})

it('is nothing where nothing was said, and short and quick whatever was', () => {
  expect(chooseLastWords([])).toBeUndefined()
  expect(chooseLastWords([`Error: ${'x'.repeat(60_000)}`])).toHaveLength(300)
  const measureMs = startStopwatch()
  for (const part of ['Error ', ': ', '[a', 'a.', 'x: '])
    chooseLastWords(Array.from({ length: 20 }, () => part.repeat(20_000)))
  expect(measureMs()).toBeLessThan(2000)
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (lines) => {
      const said = chooseLastWords(lines) ?? '-'
      expect(lines.some((line) => line.includes(said))).toBe(true)
    }),
  )
})
