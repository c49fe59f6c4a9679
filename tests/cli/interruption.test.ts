import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, waitForEnd, waitForText } from './run-assay.ts'
import { startStopwatch } from '../helpers/start-stopwatch.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  mkdirSync(bench.path('results'))
  writeFileSync(join(bench.tree, 'small'), 'x')
  // Holes cost no disk, and take minutes to digest.
  for (const name of ['huge-1', 'huge-2']) {
    writeFileSync(join(bench.tree, name), '')
    truncateSync(join(bench.tree, name), 2 ** 38)
  }
})
afterEach(() => bench.remove())

const args = ['snapshot', 'tree', '-o', 'results/m.json', '--progress', 'ndjson', '--log', 'log.json']

describe('an interrupted snapshot', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends within a second of %s, exits with 130 and leaves nothing',
    async (signal) => {
      const child = bench.start(args)
      const ended = waitForEnd(child)
      await waitForText(child.stderr, /"bytes_done":[1-9]/u)
      const measureMs = startStopwatch()
      child.kill(signal)
      const { exitCode, stderr } = await ended
      expect(measureMs()).toBeLessThan(1000)
      expect(exitCode).toBe(130)
      expect(stderr).toContain('interrupted')
      expect(readdirSync(bench.path('results'))).toEqual([])
      expect(
        readdirSync(bench.workspace, { recursive: true }).filter((name) => String(name).endsWith('.assay-tmp')),
      ).toEqual([])
      expect(JSON.parse(readFileSync(bench.path('log.json'), 'utf8'))).toMatchObject({ status: 'cancelled' })
    },
  )

  it('keeps the old manifest', async () => {
    writeFileSync(bench.path('results/m.json'), 'as it was')
    const child = bench.start(args)
    const ended = waitForEnd(child)
    await waitForText(child.stderr, /"bytes_done":[1-9]/u)
    child.kill('SIGINT')
    expect((await ended).exitCode).toBe(130)
    expect(readFileSync(bench.path('results/m.json'), 'utf8')).toBe('as it was')
    expect(readdirSync(bench.path('results'))).toEqual(['m.json'])
  })

  it('ends at once on a second Ctrl+C, as the shell expects of it', async () => {
    const child = bench.start(args)
    const ended = waitForEnd(child)
    await waitForText(child.stderr, /"bytes_done":[1-9]/u)
    child.kill('SIGINT')
    child.kill('SIGTERM')
    const { exitCode, signal } = await ended
    expect(exitCode ?? signal).toSatisfy((end) => end === 130 || end === 'SIGINT')
    expect(readdirSync(bench.path('results'))).toEqual([])
  })
})

it('an interrupted verify ends within a second', async () => {
  const small = await bench.run('snapshot', 'tree', '-o', 'results/m.json', '--include', 'small')
  expect(small.exitCode).toBe(0)
  // A manifest of a large file without the minutes to make one: the seal is broken, and the file is read all the same.
  const text = readFileSync(bench.path('results/m.json'), 'utf8')
  writeFileSync(bench.path('results/m.json'), text.replace('"size_bytes":1,', `"size_bytes":${2 ** 38},`))
  truncateSync(join(bench.tree, 'small'), 2 ** 38)
  const child = bench.start(['verify', 'results/m.json', '--progress', 'ndjson', '--json'])
  const ended = waitForEnd(child)
  await waitForText(child.stderr, /"bytes_done":\d{6,}/u)
  const measureMs = startStopwatch()
  child.kill('SIGINT')
  const { exitCode, stdout } = await ended
  expect(measureMs()).toBeLessThan(1000)
  expect(exitCode).toBe(130)
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'cancelled' } })
})

it('a snapshot sweeps away what a killed one left behind', async () => {
  const child = bench.start(args)
  const ended = waitForEnd(child)
  await waitForText(child.stderr, /"bytes_done":[1-9]/u)
  child.kill('SIGKILL')
  await ended
  expect(readdirSync(bench.path('results'))).toEqual([expect.stringMatching(/\.assay-tmp$/u)])
  const next = await bench.run('snapshot', 'tree', '-o', 'results/m.json', '--include', 'small')
  expect(next.exitCode).toBe(0)
  expect(readdirSync(bench.path('results'))).toEqual(['m.json'])
})

it('an interrupted hash of a large file ends within a second', async () => {
  const child = bench.start(['hash', 'tree/small', 'tree/huge-1'])
  const ended = waitForEnd(child)
  await waitForText(child.stdout, /small\n/u)
  const measureMs = startStopwatch()
  child.kill('SIGINT')
  expect((await ended).exitCode).toBe(130)
  expect(measureMs()).toBeLessThan(1000)
})

const hasTerminal = spawnSync('script', ['--version']).status === 0

describe.skipIf(!hasTerminal)('on a terminal', () => {
  function startOnTerminal(command: string) {
    const line = `'${bench.node}' '${bench.entry}' ${command}`
    return spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
      cwd: bench.folder,
      env: { ...process.env, ASSAY_HOME: bench.workspace, NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  }

  it('draws a bar, and takes it away on Ctrl+C', async () => {
    const child = startOnTerminal('snapshot tree -o results/m.json')
    const ended = waitForEnd(child)
    await waitForText(child.stdout, /\r\u001b\[2KPreparing[\s\S]*Reading {2}\S/u)
    child.stdin.write('\u0003')
    const { exitCode, stdout } = await ended
    expect(exitCode).toBe(130)
    expect(stdout).toMatch(/\u001b\[2K(\^C)?assay: interrupted\.\r\n$/u)
    expect(stdout.replaceAll('\u001b[2K', '')).not.toContain('\u001b')
  })

  it('shows names as harmless text, even of hash', async () => {
    writeFileSync(join(bench.tree, 'esc\u001b[2J'), 'x')
    const { exitCode, stdout } = await waitForEnd(startOnTerminal('hash tree/esc*'))
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^[0-9a-f]{64} {2}tree\/esc\\x1b\[2J\r\n$/u)
  })
})
