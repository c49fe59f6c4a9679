import { expect, it } from 'vitest'
import type { CliStream } from '../streams.ts'
import { LineGate } from './line-gate.ts'

it('lets only so much wait for a slow reader, and says how many lines were left out once it has caught up', async () => {
  const written: string[] = []
  const waiting: (() => void)[] = []
  const write = (text: string): Promise<void> => {
    written.push(text)
    return new Promise((resolve) => waiting.push(resolve))
  }
  const stream: CliStream = { isTty: false, columns: 80, isClosed: false, write }
  const gate = new LineGate(stream, (count) => `${count} left out\n`)
  const line = `${'x'.repeat(1023)}\n`
  for (let at = 0; at < 10_000; at += 1) gate.offer(line)
  gate.send('the end\n')
  expect(written).toHaveLength(4097)
  expect(written.at(-1)).toBe('the end\n')
  for (const resolve of waiting) resolve()
  await Promise.resolve()
  expect(written.at(-1)).toBe('5904 left out\n')
  gate.offer(line)
  expect(written).toHaveLength(4099)
})
