import { mkdirSync, symlinkSync, utimesSync, writeFileSync, lutimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readEntryLines, SnapshotBench } from '../../src/engine/snapshot/snapshot-fixtures.ts'
import { Bench } from '../cli/run-assay.ts'
import { writeHostileNames } from '../hostile/hostile-fixtures.ts'

let bench: SnapshotBench
beforeEach(() => {
  bench = new SnapshotBench()
})
afterEach(() => bench.remove())

const names = Array.from(
  { length: 1300 },
  (_, i) => `${['a', 'a-b', 'B', 'ä', 'z/deep/er'][i % 5]}/f${(i * 7919) % 1300}`,
)

/** The same tree in another order of creation. */
function writeTree(root: string, order: readonly string[]): void {
  for (const name of order) {
    const path = join(root, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `content of ${name}`)
    utimesSync(path, 0, 1_700_000_000)
  }
  for (const [name, sizeBytes] of [
    ['big-1', 5_000_000],
    ['big-2', 9_000_001],
  ] as const) {
    writeFileSync(join(root, name), Buffer.alloc(sizeBytes, name))
    utimesSync(join(root, name), 0, 1_700_000_000)
  }
  symlinkSync('a', join(root, 'link'))
  lutimesSync(join(root, 'link'), 0, 1_700_000_000)
}

describe('the same tree gives the same entry lines and the same seal', () => {
  it('in whatever order it was created', async () => {
    const orders = [
      names,
      names.toReversed(),
      names.toSorted(),
      names.toSorted((a, b) => (a.slice(-2) < b.slice(-2) ? -1 : 1)),
    ]
    const seals = new Set<string | undefined>()
    const lines = new Set<string>()
    for (const [i, order] of orders.entries()) {
      const directory = join(bench.tree, String(i))
      mkdirSync(directory)
      writeTree(directory, order)
      const { seal } = await bench.snapshot({ directory, output: bench.path(`${i}.json`) })
      seals.add(seal)
      lines.add(readEntryLines(bench.path(`${i}.json`)).join('\n'))
    }
    expect([seals.size, lines.size]).toEqual([1, 1])
  })

  it('with one thread, with two and with five, with every set of digests', async () => {
    writeTree(bench.tree, names)
    for (const algorithms of [['sha256'], ['md5', 'sha1', 'sha384', 'sha512', 'blake3', 'xxh3']] as const) {
      const found = new Set<string>()
      for (const workerCount of [1, 2, 5]) {
        await bench.snapshot({ algorithms, workerCount, isParanoid: true })
        found.add(readEntryLines(bench.path('m.json')).join('\n'))
      }
      expect(found.size).toBe(1)
    }
  })

  it('by the engine in this process and by the command line', async () => {
    const cli = new Bench()
    writeTree(cli.tree, names)
    writeHostileNames(join(cli.tree, 'a'))
    const { exitCode } = await cli.run('snapshot', 'tree', '-o', 'cli.json')
    const { seal } = await bench.snapshot({ directory: cli.tree })
    const byCommandLine = readEntryLines(cli.path('cli.json'))
    const { stdout } = await cli.run('show', 'cli.json', '--json')
    cli.remove()
    expect(exitCode).toBe(0)
    expect(byCommandLine).toEqual(readEntryLines(bench.path('m.json')))
    expect(stdout).toContain(seal)
  })
})
