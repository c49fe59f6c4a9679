import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, builtEntry, sourceEntry, waitForEnd, waitForText } from './run-assay.ts'
import { startStopwatch } from '../helpers/start-stopwatch.ts'

const isPageBuilt = existsSync(join(dirname(builtEntry), '../renderer/index.html'))

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  bench.entry = sourceEntry
  writeFileSync(join(bench.tree, 'a'), 'a')
})
afterEach(() => bench.remove())

describe.skipIf(!isPageBuilt)('assay serve (of the built page)', () => {
  it('prints an address that needs its token, and ends within a second of Ctrl+C', async () => {
    const child = bench.start(['serve', 'tree'])
    const ended = waitForEnd(child)
    const url = await waitForText(child.stdout, /^http:\/\/127\.0\.0\.1:\d+\/\?token=\S+$/mu)
    const withToken = await fetch(url, { redirect: 'manual' })
    expect(withToken.status).toBeLessThan(400)
    expect((await fetch(new URL('/', url))).status).toBeGreaterThanOrEqual(400)
    const measureMs = startStopwatch()
    child.kill('SIGINT')
    const { exitCode, stdout } = await ended
    expect(measureMs()).toBeLessThan(1000)
    expect(exitCode).toBe(130)
    expect(stdout).toBe(`${url}\n`)
  })

  it('exits with 3 where the port is taken', async () => {
    const first = bench.start(['serve'])
    const ended = waitForEnd(first)
    const url = await waitForText(first.stdout, /^http:\S+$/mu)
    const second = await bench.run('serve', '--port', new URL(url).port)
    expect(second.exitCode).toBe(3)
    expect(second.stderr).toMatch(/^assay: Port \d+ is in use/mu)
    first.kill('SIGINT')
    await ended
  })

  it('exits with 3 for a folder that is not there', async () => {
    const { exitCode, stderr } = await bench.run('serve', 'nowhere')
    expect(exitCode).toBe(3)
    expect(stderr).toContain('nowhere')
  })
})
