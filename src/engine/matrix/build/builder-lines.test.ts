import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BuilderLines } from './builder-lines.ts'
import { readBuilderMessage } from './builder-message.ts'

function linesOf(chunks: readonly Buffer[]): string[] {
  const lines: string[] = []
  const reader = new BuilderLines((line) => lines.push(line))
  for (const chunk of chunks) reader.push(chunk)
  reader.end()
  return lines
}

it('cuts what a builder prints into the same lines however it arrives', () => {
  const text = fc.array(fc.constantFrom('a', 'é', '🙂', '\n', '\r', '\r\n', '{', ' ')).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 40 })), (printed, cuts) => {
      const bytes = Buffer.from(printed)
      const ends = [...cuts.filter((cut) => cut <= bytes.length), bytes.length].toSorted((a, b) => a - b)
      const chunks = ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end))
      expect(linesOf(chunks)).toEqual(printed.split(/[\r\n]/u).filter((line) => line !== ''))
    }),
  )
})

it('keeps the beginning of a line that never ends', () => {
  const chunks = Array.from({ length: 100 }, () => Buffer.alloc(65_536, 'x'))
  const [line = ''] = linesOf(chunks)
  expect([line.length < 66_000, line.endsWith(`… ${99 * 65_536} more bytes`)]).toEqual([true, true])
})

it.each([
  ['{"phase": 2, "name": "embed", "status": "completed"}', { kind: 'phase', phase: 2, isCompleted: true }],
  ['{"level": "warning", "message": "low"}', { kind: 'log', level: 'WARNING', text: 'low' }],
  ['{"progress": {"done": 3}}', { kind: 'items', done: 3, total: null }],
  ['{"phase": 0, "status": "completed"}', { kind: 'log', level: 'INFO' }],
  ['{"phase": 1, "status": "perhaps"}', { kind: 'log', level: 'INFO' }],
  ['{"progress": {"done": -1, "total": 2}}', { kind: 'log', level: 'INFO' }],
  ['{not json', { kind: 'log', level: 'INFO', text: '{not json' }],
  ['plain', { kind: 'log', level: 'INFO', text: 'plain' }],
])('reads %s', (line, message) => {
  expect(readBuilderMessage(line)).toMatchObject(message)
})
