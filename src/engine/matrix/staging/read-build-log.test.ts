import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { formatLogEntry, type BuildLogLevel } from './log-line.ts'
import { readBuildLog, type BuildLogQuery } from './read-build-log.ts'

let folder = ''
let path = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-log-'))
  path = join(folder, 'x.debug.log')
})
beforeEach(() => writeFileSync(path, ''))
afterAll(() => rmSync(folder, { recursive: true }))

const startMs = Date.parse('2026-11-21T10:00:00Z')

function write(entries: readonly (readonly [second: number, level: BuildLogLevel, message: string])[]): void {
  const texts = entries.map(([second, level, message]) =>
    formatLogEntry(level, message, new Date(startMs + second * 1000)),
  )
  writeFileSync(path, texts.join(''))
}

const read = (query: Partial<BuildLogQuery> = {}) => readBuildLog(path, { limit: 100, ...query })
const textsOf = (lines: readonly { text: string }[]) => lines.map(({ text }) => text)

describe('the lines of a log', () => {
  it('are the last ones where nothing else is asked for, and can be paged to the first', async () => {
    write(Array.from({ length: 10 }, (_, at) => [at, 'INFO', `line ${at}`] as const))
    const last = await read({ limit: 4 })
    expect([textsOf(last.lines), last.hasEarlier]).toEqual([['line 6', 'line 7', 'line 8', 'line 9'], true])
    expect(last.nextByte).toBe(last.sizeBytes)
    const before = await read({ limit: 40, beforeByte: last.startByte })
    expect([textsOf(before.lines).length, before.hasEarlier]).toEqual([6, false])
  })

  it('are followed from where the last call ended, without the one that is being written', async () => {
    write([[0, 'INFO', 'first']])
    const { nextByte } = await read()
    appendFileSync(path, '2026-11-21T10:00:01 [INFO] sec')
    expect(await read({ fromByte: nextByte })).toMatchObject({ lines: [], nextByte })
    expect(textsOf((await read()).lines)).toEqual(['first'])
    appendFileSync(path, 'ond\n')
    expect(textsOf((await read({ fromByte: nextByte })).lines)).toEqual(['second'])
  })

  it('of a message of several have its level and time', async () => {
    write([[3, 'ERROR', 'failed\nbecause']])
    expect((await read({ level: 'ERROR' })).lines).toMatchObject([
      { text: 'failed', level: 'ERROR', timeMs: startMs + 3000 },
      { text: 'because', level: 'ERROR', timeMs: startMs + 3000 },
    ])
  })

  it('can be those of a level, a stretch of time, and a text', async () => {
    write([
      [0, 'INFO', 'zero'],
      [1, 'DEBUG', 'one'],
      [1, 'WARNING', 'One more'],
      [2, 'INFO', 'two'],
    ])
    expect(textsOf((await read({ level: 'WARNING' })).lines)).toEqual(['One more'])
    expect(textsOf((await read({ search: 'ONE' })).lines)).toEqual(['one', 'One more'])
    const window = { fromMs: startMs + 1000, toMs: startMs + 1500 }
    expect(textsOf((await read({ window })).lines)).toEqual(['one', 'One more'])
    expect(textsOf((await read({ window, fromByte: 0 })).lines)).toEqual(['one', 'One more'])
  })

  it('of a file that is not there are none', async () => {
    expect(await readBuildLog(join(folder, 'none'), { limit: 5 })).toMatchObject({ lines: [], sizeBytes: 0 })
  })
})

it('reads the end of a gigabyte at the cost of what is shown', async () => {
  const gigabyte = 1024 ** 3
  write([[0, 'INFO', 'first']])
  // A hole reads as one line without an end of a thousand megabytes: nothing may read all of it.
  truncateSync(path, gigabyte)
  appendFileSync(path, `\n${formatLogEntry('INFO', 'last', new Date(startMs + 9000))}`)
  const { lines } = await read({ limit: 1 })
  expect(textsOf(lines)).toEqual(['last'])
  expect(statSync(path).size).toBeGreaterThan(gigabyte)
})

it('finds the same lines whichever way it pages, whatever the log', async () => {
  const entry = fc.tuple(
    fc.nat({ max: 3 }),
    fc.constantFrom<BuildLogLevel>('DEBUG', 'INFO', 'WARNING', 'ERROR'),
    fc.string({ maxLength: 30 }),
  )
  const query = fc.record(
    {
      level: fc.constantFrom<BuildLogLevel>('DEBUG', 'WARNING'),
      window: fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 })).map(([a, b]) => ({
        fromMs: startMs + Math.min(a, b) * 1000,
        toMs: startMs + Math.max(a, b) * 1000,
      })),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 15 }),
      query,
      fc.integer({ min: 1, max: 5 }),
      async (log, asked, limit) => {
        let second = 0
        write(log.map(([step, level, message]) => [(second += step), level, message]))
        const forward: number[] = []
        for (let at = 0; ;) {
          const part = await read({ ...asked, fromByte: at, limit })
          forward.push(...part.lines.map(({ atByte }) => atByte))
          if (part.nextByte <= at) break
          at = part.nextByte
        }
        const backward: number[] = []
        for (let before: number | undefined; ;) {
          const part = await read({ ...asked, beforeByte: before, limit })
          backward.unshift(...part.lines.map(({ atByte }) => atByte))
          if (!part.hasEarlier) break
          before = part.startByte
        }
        expect(backward).toEqual(forward)
        const all = await read({ ...asked, fromByte: 0, limit: 1000 })
        expect(forward).toEqual(all.lines.map(({ atByte }) => atByte))
      },
    ),
    { numRuns: 60 },
  )
})
