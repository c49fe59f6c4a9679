import { expect, it } from 'vitest'
import { coloursFor } from './colours.ts'

const terminal = { isTty: true, isClosed: false, columns: 80, write: () => Promise.resolve() }

it('colours on a terminal only, and never under NO_COLOR or on a dumb terminal', () => {
  expect(coloursFor(terminal, {}).red('x')).toBe('\u001b[31mx\u001b[39m')
  expect(coloursFor({ ...terminal, isTty: false }, {}).red('x')).toBe('x')
  expect(coloursFor(terminal, { NO_COLOR: '1' }).red('x')).toBe('x')
  expect(coloursFor(terminal, { TERM: 'dumb' }).red('x')).toBe('x')
})

it('takes an empty NO_COLOR for not set, as no-color.org asks', () => {
  expect(coloursFor(terminal, { NO_COLOR: '' }).bold('x')).toBe('\u001b[1mx\u001b[22m')
})
