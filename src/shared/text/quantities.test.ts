import { expect, it } from 'vitest'
import { formatCounted, formatDuration, formatSize, formatSizeExactly } from './quantities.ts'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [999_499, '999 kB'],
  [999_999, '1.00 MB'],
  [4_612_345, '4.61 MB'],
  [45_612_345, '45.6 MB'],
  [9_007_199_254_740_991, '9.01 PB'],
])('shows %d bytes as %s', (sizeBytes, shown) => {
  expect(formatSize(sizeBytes)).toBe(shown)
})

it('gives the exact size beside the short one', () => {
  expect(formatSizeExactly(4_612_345)).toBe('4.61 MB (4,612,345 bytes)')
  expect(formatSizeExactly(1)).toBe('1 byte')
})

it.each([
  [230, '230 ms'],
  [4200, '4.2 s'],
  [59_990, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [7_620_000, '2 h 07 min'],
])('shows %d ms as %s', (durationMs, shown) => {
  expect(formatDuration(durationMs)).toBe(shown)
})

it('counts in the singular and the plural', () => {
  expect(formatCounted(1, 'file')).toBe('1 file')
  expect(formatCounted(12_345, 'entry', 'entries')).toBe('12,345 entries')
})
