import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BuildLogs } from './build-logs.ts'
import { formatLogEntry, parseLogLine } from './log-line.ts'
import { readBuildLog } from './read-build-log.ts'
import { stagingPaths } from './staging-paths.ts'

const time = new Date('2026-11-21T10:00:00.750Z')
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-logs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const limits = { maxBytes: 20_000, keptBytes: 5000 }

function openLogs(heading = ''): { logs: BuildLogs; read: (level: 'debug' | 'info' | 'error') => string } {
  const paths = { ...stagingPaths('', 'x').logs }
  const at = { debug: join(folder, 'debug'), info: join(folder, 'info'), error: join(folder, 'error') }
  expect(Object.keys(paths)).toEqual(Object.keys(at))
  const logs = new BuildLogs(at, heading, () => time, limits)
  return { logs, read: (level) => readFileSync(at[level], 'utf8') }
}

describe('the three logs', () => {
  it('hold their level and those above, and the error log is not there before the first error', () => {
    const { logs, read } = openLogs()
    for (const level of ['DEBUG', 'INFO', 'WARNING'] as const) logs.write(level, `a ${level}`)
    logs.flush()
    expect(existsSync(join(folder, 'error'))).toBe(false)
    logs.write('ERROR', 'an ERROR')
    logs.close()
    const counts = (['debug', 'info', 'error'] as const).map((level) => read(level).match(/ an? /gu)?.length)
    expect(counts).toEqual([4, 3, 1])
    expect(read('info').split('\n')[0]).toBe('2026-11-21T10:00:00 [INFO] a INFO')
  })

  it('are gone on with by a later attempt, which says so in each', () => {
    const first = openLogs()
    first.logs.write('ERROR', 'one')
    first.logs.close()
    const second = openLogs('attempt 2, resumed')
    second.logs.write('ERROR', 'two')
    second.logs.close()
    expect(second.read('error').match(/attempt 2|one|two/gu)).toEqual(['one', 'attempt 2', 'two'])
  })

  it('lose what cannot be written and keep the reason, so that the build goes on', () => {
    const logs = new BuildLogs({ debug: folder, info: join(folder, 'info'), error: join(folder, 'no', 'error') }, 'x')
    logs.write('INFO', 'kept')
    logs.close()
    expect(logs.failure).toMatchObject({ code: 'EISDIR' })
    expect(readFileSync(join(folder, 'info'), 'utf8')).toContain('kept')
  })
})

describe('a log of a builder that prints without end', () => {
  /** Numbers of the entries kept, those of the line between them, and the sizes on the way. */
  function printLines(count: number, attempts: number): { numbers: number[]; notes: string[]; sizes: number[] } {
    const sizes: number[] = []
    let text = ''
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { logs, read } = openLogs()
      for (let n = 0; n < count; n += 1) {
        logs.write('INFO', `number ${attempt * count + n}\nand more of it`)
        if (n % 10 === 9) {
          logs.flush()
          sizes.push(read('info').length)
        }
      }
      logs.close()
      text = read('info')
    }
    const numbers = Array.from(text.matchAll(/number (\d+)\n/gu), ([, number]) => Number(number))
    const notes = text.split('\n').filter((line) => line.includes('left out'))
    return { numbers, notes, sizes }
  }

  it.each([1, 3])('keeps its first and last lines and says once how much is gone, after %i attempts', (attempts) => {
    const count = 3000
    const { numbers, notes, sizes } = printLines(count, attempts)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.maxBytes)
    const gap = numbers.findIndex((number, at) => number !== at)
    const kept = numbers.slice(gap)
    expect(gap).toBeGreaterThan(50)
    expect(kept.length).toBeGreaterThan(50)
    expect(kept).toEqual(Array.from(kept, (_, at) => count * attempts - kept.length + at))
    expect(notes).toHaveLength(1)
    const bytesOf = (n: number): number => formatLogEntry('INFO', `number ${n}\nand more of it`, time).length
    let dropped = 0
    for (let n = gap; n < (kept[0] ?? 0); n += 1) dropped += bytesOf(n)
    expect(notes[0]).toContain(`[INFO] ${dropped} bytes of this log are left out here`)
  })

  it('is followed across the moment its middle goes', async () => {
    const { logs } = openLogs()
    const path = join(folder, 'info')
    let fromByte = 0
    const heard: string[] = []
    for (let n = 0; n < 2000; n += 1) {
      logs.write('INFO', `number ${n}`)
      if (n % 25 !== 24) continue
      logs.flush()
      const part = await readBuildLog(path, { fromByte, limit: 10_000 })
      heard.push(...part.lines.map(({ text }) => text))
      fromByte = part.nextByte
    }
    expect(heard.every((text) => /^number \d+$|left out/u.test(text))).toBe(true)
  })
})

describe('an entry', () => {
  it('indents further lines, so that none passes for an entry, and escapes what a terminal would act on', () => {
    const entry = formatLogEntry('INFO', 'a\r\n2026-01-01T00:00:00 [ERROR] forged\u001b[31m\n\n', time)
    expect(entry).toBe('2026-11-21T10:00:00 [INFO] a\n    2026-01-01T00:00:00 [ERROR] forged\\x1b[31m\n')
  })

  it('is cut where it is very long', () => {
    expect(formatLogEntry('INFO', 'x'.repeat(1_000_000), time).length).toBeLessThan(8300)
    expect(formatLogEntry('INFO', 'x\n'.repeat(100_000), time)).toContain('… 99800 more lines')
  })

  it('has exactly one head, whatever the message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (message) => {
        const lines = formatLogEntry('WARNING', message, time).slice(0, -1).split('\n')
        const [head, ...others] = lines.map((line) => parseLogLine(line))
        expect(head).toMatchObject({ level: 'WARNING', timeMs: Date.parse('2026-11-21T10:00:00Z') })
        expect(others.every((line) => line === undefined)).toBe(true)
      }),
    )
  })
})
