import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WritableFormat } from '../../src/shared/model/manifest-format.ts'
import type { DigestAlgorithm } from '../../src/shared/model/digest.ts'
import { readManifest } from '../../src/engine/index.ts'
import { readPathBytes } from '../../src/engine/table/entry-reader.ts'
import { SnapshotBench } from '../../src/engine/snapshot/snapshot-fixtures.ts'
import { writeHostileNames } from './hostile-fixtures.ts'

const hasTool = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined
const isLinux = process.platform === 'linux'
const gnuVersion = spawnSync('sha256sum', ['--version'], { encoding: 'utf8' }).stdout ?? ''
// Older ones neither write nor read `\r`.
const hasGnu = isLinux && Number(/GNU coreutils\)? (\d+)/u.exec(gnuVersion)?.[1] ?? 0) >= 9
const hasHashdeep = isLinux && hasTool('hashdeep')

let bench: SnapshotBench
beforeEach(() => {
  bench = new SnapshotBench()
})
afterEach(() => bench.remove())

interface ToolEnd {
  readonly status: number | null
  readonly text: string
}

function run(command: string, ...args: string[]): ToolEnd {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: bench.tree })
  return { status, text: `${stdout.toString('latin1')}${stderr.toString('latin1')}` }
}

/** Everything a tool says of the tree's files, the names given by `find`, in a file of this name. */
function listWith(name: string, command: string): string {
  const path = bench.path(name)
  const { status, stderr } = spawnSync('sh', ['-c', `find . -type f -print0 | xargs -0 ${command} > "$0"`, path], {
    cwd: bench.tree,
  })
  expect(stderr.toString().trim()).toBe('')
  expect(status).toBe(0)
  return path
}

async function readDigests(path: string): Promise<Map<string, string>> {
  const { columns, rejected } = await readManifest(path, {})
  expect(rejected).toEqual([])
  const digests = new Map<string, string>()
  for (let row = 0; row < columns.count; row += 1) {
    const digest = columns.digests.subarray(row * columns.digestStride, (row + 1) * columns.digestStride)
    digests.set(readPathBytes(columns, row).toString('latin1'), Buffer.from(digest).toString('hex'))
  }
  return digests
}

async function writeList(format: WritableFormat, ...algorithms: DigestAlgorithm[]): Promise<string> {
  const { manifest } = await bench.snapshot({ format, algorithms, output: bench.path(`ours-${format}`) })
  return manifest
}

async function readSnapshot(...algorithms: DigestAlgorithm[]): Promise<Map<string, string>> {
  return readDigests((await bench.snapshot({ algorithms })).manifest)
}

function writeNames(names: readonly Uint8Array[]): void {
  for (const [at, name] of names.entries()) {
    writeFileSync(Buffer.concat([Buffer.from(`${bench.tree}/`), name]), `content ${at}`)
  }
}

const anyName = fc
  .uint8Array({ minLength: 1, maxLength: 40, min: 1 })
  .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0x2f ? 0x5c : byte))))
  .filter((name) => !['.', '..'].includes(name.toString('latin1')))
const someNames = fc.uniqueArray(anyName, { minLength: 1, maxLength: 60, selector: (name) => name.toString('hex') })

describe.skipIf(!hasGnu)('sha256sum (GNU coreutils 9, else skipped)', () => {
  const forms: [string, WritableFormat][] = [
    ['sha256sum --', 'gnu-checksums'],
    ['sha256sum --tag --', 'bsd-checksums'],
  ]
  it.each(forms)('and Assay read each other on hostile names: %s', async (command, format) => {
    writeHostileNames(bench.tree)
    bench.write('folder/below/file')
    expect(run('sha256sum', '-c', '--quiet', '--strict', await writeList(format, 'sha256'))).toEqual({
      status: 0,
      text: '',
    })
    expect(await readDigests(listWith('theirs', command))).toEqual(await readSnapshot('sha256'))
  })

  it.each(forms)('reads a file that is named "-" in a list of Assay, not its standard input: %s', async (_, format) => {
    writeNames([Buffer.from('-')])
    const ours = await writeList(format, 'sha256')
    expect(run('sha256sum', '-c', '--quiet', '--strict', ours)).toEqual({ status: 0, text: '' })
    expect(await readDigests(ours)).toEqual(await readSnapshot('sha256'))
  })

  it.each(forms)('and Assay read each other on names of any bytes: %s', async (command, format) => {
    await fc.assert(
      fc
        .asyncProperty(someNames, async (names) => {
          writeNames(names)
          const ours = await writeList(format, 'sha256')
          expect(run('sha256sum', '-c', '--quiet', '--strict', ours)).toEqual({ status: 0, text: '' })
          expect(await readDigests(listWith('theirs', command))).toEqual(await readSnapshot('sha256'))
        })
        .afterEach(() => {
          bench.remove()
          bench = new SnapshotBench()
        }),
      { numRuns: 12 },
    )
  })

  it('writes the same bytes as Assay for the same files', async () => {
    writeHostileNames(bench.tree)
    const ours = readFileSync(await writeList('gnu-checksums', 'sha256'), 'latin1')
    const theirs = readFileSync(listWith('theirs', 'sha256sum --'), 'latin1')
    const sort = (text: string): string[] => text.replaceAll('  ./', '  ').split('\n').toSorted()
    expect(sort(ours)).toEqual(sort(theirs))
  })

  it.each(['md5', 'sha1', 'sha384', 'sha512'] as const)('of %s checks a list of Assay', async (algorithm) => {
    bench.write('a b')
    const list = await writeList('gnu-checksums', algorithm)
    expect(run(`${algorithm}sum`, '-c', '--quiet', '--strict', list)).toEqual({ status: 0, text: '' })
    bench.write('a b', 'other')
    expect(run(`${algorithm}sum`, '-c', '--quiet', list).text).toMatch(/^a b: FAILED/u)
  })
})

describe.skipIf(!hasHashdeep)('hashdeep (where it is installed, else skipped)', () => {
  const breaksLines = (name: Buffer): boolean => name.includes(0x0a) || name.includes(0x0d)

  it('audits a list of Assay and finds it clean, and Assay reads its lists', async () => {
    writeNames(
      ['a b', 'x,y', ' lead', 'tail ', '-dash', 'back\\slash', '\xff\xfe'].map((name) => Buffer.from(name, 'latin1')),
    )
    bench.write('folder/below/file')
    const list = await writeList('hashdeep', 'md5', 'sha256')
    expect(run('hashdeep', '-a', '-k', list, '-r', '-l', '.')).toMatchObject({
      status: 0,
      text: 'hashdeep: Audit passed\n',
    })
    const expected = await readSnapshot('md5', 'sha256')
    for (const relative of ['-l', '']) {
      const path = bench.path('theirs')
      writeFileSync(path, spawnSync('sh', ['-c', `hashdeep -r ${relative} .`], { cwd: bench.tree }).stdout)
      expect(await readDigests(path)).toEqual(expected)
      expect((await readManifest(path, {})).summary.directory).toBe(relative === '' ? bench.tree : bench.folder)
    }
  })

  it('has names it cannot list left out, named as errors, and the snapshot incomplete', async () => {
    writeHostileNames(bench.tree)
    const errors: string[] = []
    const output = bench.path('list')
    const result = await bench.snapshot(
      { format: 'hashdeep', output },
      { onError: ({ path, code }) => void errors.push(`${code} ${path}`) },
    )
    expect(errors.toSorted()).toEqual(['unlistable carriage\rreturn', 'unlistable new\nline'])
    expect(result).toMatchObject({ status: 'completed-with-errors', errorCount: 2 })
    const expected = [...(await readSnapshot('sha256'))].filter(([path]) => !breaksLines(Buffer.from(path, 'latin1')))
    expect([...(await readDigests(output))]).toEqual(expected)
  })
})

describe.skipIf(!hasTool('b3sum'))('b3sum (where it is installed, else skipped)', () => {
  it('checks a list of Assay, and Assay reads its lists', async () => {
    for (const name of ['a b', 'new\nline', 'back\\slash']) bench.write(name)
    expect(run('b3sum', '--check', '--quiet', await writeList('gnu-checksums', 'blake3'))).toEqual({
      status: 0,
      text: '',
    })
    expect(await readDigests(listWith('theirs.b3', 'b3sum --'))).toEqual(await readSnapshot('blake3'))
  })
})

describe.skipIf(!hasTool('xxhsum'))('xxhsum (where it is installed, else skipped)', () => {
  it('checks a tagged list of Assay, and Assay reads its lists', async () => {
    for (const name of ['a b', 'c']) bench.write(name)
    expect(run('xxhsum', '-c', '-q', await writeList('bsd-checksums', 'xxh3')).status).toBe(0)
    expect(await readDigests(listWith('theirs', 'xxhsum -H3 --tag'))).toEqual(await readSnapshot('xxh3'))
  })
})

describe.skipIf(!hasTool('rhash'))('rhash (where it is installed, else skipped)', () => {
  it('writes lists of SFV and of BSD that Assay reads', async () => {
    for (const name of ['a b', 'c;d', 'folder/e']) bench.write(name)
    expect(await readDigests(listWith('theirs.sfv', 'rhash --sfv --'))).toEqual(await readSnapshot('crc32'))
    expect(await readDigests(listWith('theirs', 'rhash --bsd --md5 --sha1 --'))).toEqual(
      await readSnapshot('md5', 'sha1'),
    )
  })
})
