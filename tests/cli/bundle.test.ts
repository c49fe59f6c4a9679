import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, builtEntry, sourceEntry, sourceNode } from './run-assay.ts'

/** The Node of the machine, which may be older than the one the project is built with. */
function findOtherNode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  return folders.map((folder) => join(folder, 'node')).find((path) => existsSync(path) && runs(path))
}

function runs(node: string): boolean {
  const [major = 0, minor = 0] = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
    .stdout.split('.')
    .map(Number)
  return major > 20 || (major === 20 && minor >= 19)
}

const otherNode = findOtherNode()
const nodes = [sourceNode, ...(otherNode === undefined ? [] : [otherNode])]

describe.skipIf(!existsSync(builtEntry))('the built command line', () => {
  let bench: Bench
  beforeEach(() => {
    bench = new Bench()
    bench.entry = builtEntry
    for (let index = 0; index < 50; index += 1) writeFileSync(join(bench.tree, `f${index}`), `content ${index}`)
  })
  afterEach(() => bench.remove())

  it.each(nodes)('does every job under %s', async (node) => {
    bench.node = node
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Record<
      string,
      string
    >
    expect(await bench.run('--version')).toEqual({ exitCode: 0, signal: null, stdout: `${version}\n`, stderr: '' })
    const algorithms = ['--algorithm', 'sha256,blake3,xxh3,md5']
    expect((await bench.runJson('snapshot', 'tree', '-o', 'm.json', ...algorithms)).json).toMatchObject({
      file_count: 50,
    })
    expect((await bench.run('verify', 'm.json')).exitCode).toBe(0)
    writeFileSync(join(bench.tree, 'f7'), 'altered')
    expect((await bench.run('verify', 'm.json')).exitCode).toBe(1)
    expect((await bench.runJson('show', 'm.json')).json).toMatchObject({ seal: { state: 'intact' } })
    expect((await bench.run('hash', 'tree/f1')).stdout).toMatch(/^[0-9a-f]{64} {2}tree\/f1\n$/u)
    expect((await bench.run('verify')).exitCode).toBe(3)
  })
})

it('the command line runs from its sources as well', async () => {
  const bench = new Bench()
  bench.entry = sourceEntry
  writeFileSync(join(bench.tree, 'f'), 'content')
  try {
    expect((await bench.run('snapshot', 'tree', '-o', 'm.json')).exitCode).toBe(0)
    expect((await bench.run('verify', 'm.json')).exitCode).toBe(0)
  } finally {
    bench.remove()
  }
})
