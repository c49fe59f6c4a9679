import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Finding } from '../../shared/model/verdict.ts'
import { describeFindings, listAll, SnapshotBench } from '../snapshot/snapshot-fixtures.ts'

const names = ['a', 'b', 'c', 'x/d', 'x/e']

let bench: SnapshotBench
beforeEach(async () => {
  bench = new SnapshotBench()
  for (const name of names) {
    const path = bench.write(name, `content of ${name}`)
    utimesSync(path, 1_700_000_000, 1_700_000_000)
  }
  await bench.snapshot()
})
afterEach(() => bench.remove())

function at(name: string): string {
  return join(bench.tree, name)
}

/** Alters one bit as a failing disk would: size and modification time stay. */
function flipBit(path: string): void {
  const { atime, mtime } = statSync(path)
  const bytes = readFileSync(path)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  writeFileSync(path, bytes)
  utimesSync(path, atime, mtime)
}

describe('a verify', () => {
  it('finds nothing where nothing changed, and says what it checked', async () => {
    const { result, findings, others } = await bench.verify()
    expect(result).toMatchObject({ status: 'clean', counts: { unchanged: 5 }, findingCount: 0, warnings: [] })
    expect(result.left).toMatchObject({ format: 'assay-manifest', fileCount: 5, seal: { state: 'intact' } })
    expect(result.right).toMatchObject({ location: bench.tree, format: 'folder', fileCount: 5 })
    expect([findings.length, others.length]).toEqual([0, 5])
  })

  it('tells every kind of change, the loudest first', async () => {
    flipBit(at('c'))
    writeFileSync(at('a'), 'edited')
    renameSync(at('b'), at('x/b'))
    rmSync(at('x/d'))
    bench.write('new')
    rmSync(at('x/e'))
    symlinkSync('x', at('x/e'))
    expect(describeFindings(await bench.verify())).toEqual([
      'suspected-corruption c',
      'edited a',
      'kind-changed x/e',
      'removed x/d',
      'moved x/b',
      'added new',
    ])
  })

  it('tells while it runs what it tells in the end, but for what came, went and moved', async () => {
    flipBit(at('c'))
    writeFileSync(at('a'), 'edited')
    renameSync(at('b'), at('x/b'))
    const live: Finding[] = []
    const outcome = await bench.verify({}, { onFinding: (finding) => live.push(finding) })
    const known = listAll(outcome.findings).filter((finding) => finding.verdict !== 'moved')
    expect(live.toSorted((a, b) => (a.path < b.path ? 1 : -1))).toEqual(known)
  })

  it('says of a flipped bit nothing when quick, and of a touched file that it was not read', async () => {
    flipBit(at('c'))
    utimesSync(at('a'), 1, 1)
    const outcome = await bench.verify({ isQuick: true })
    expect(describeFindings(outcome)).toEqual(['unverifiable a'])
    expect(outcome.findings.at(0).evidence).toContain('not read')
  })

  it('counts a touched file as a finding only when strict', async () => {
    utimesSync(at('a'), 1, 1)
    expect(describeFindings(await bench.verify())).toEqual([])
    expect(describeFindings(await bench.verify({ isStrict: true }))).toEqual(['touched a'])
  })

  it('leaves out again what the snapshot left out', async () => {
    await bench.snapshot({ exclude: ['*.log'], include: ['x/', 'a'] })
    bench.write('x/new.log')
    bench.write('elsewhere')
    bench.write('x/.DS_Store')
    expect((await bench.verify()).result).toMatchObject({ status: 'clean', counts: { unchanged: 3 } })
  })

  it('leaves out the manifest and the workspace where they are in the folder', async () => {
    const workspace = at('workspace')
    await bench.snapshot({ output: at('m.json'), workspace })
    const { result } = await bench.verify({ manifest: at('m.json'), workspace })
    expect(result).toMatchObject({ status: 'clean', counts: { unchanged: 5 } })
  })

  it('of an altered manifest says so with every finding, and is never clean', async () => {
    const text = readFileSync(bench.path('m.json'), 'utf8')
    writeFileSync(bench.path('m.json'), text.replace('"size_bytes":12', '"size_bytes":13'))
    writeFileSync(at('x/e'), 'edited')
    const { result, findings } = await bench.verify()
    expect(result).toMatchObject({ status: 'findings', left: { seal: { state: 'broken' } } })
    expect(result.warnings[0]).toContain('is broken')
    for (const finding of listAll(findings)) expect(finding.evidence).toContain('altered baseline')
  })

  it('ends when cancelled, and leaves the folder and the manifest as they were', async () => {
    const before = readFileSync(bench.path('m.json'))
    await expect(bench.verify({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    expect(readFileSync(bench.path('m.json'))).toEqual(before)
  })
})

describe('a root that looks wrong', () => {
  it.each<[string, () => void]>([
    ['is missing', () => renameSync(bench.tree, bench.path('elsewhere'))],
    [
      'is empty, as an unmounted one is',
      () => {
        renameSync(bench.tree, bench.path('elsewhere'))
        mkdirSync(bench.tree)
      },
    ],
    [
      'holds none of the paths',
      () => {
        renameSync(bench.tree, bench.path('elsewhere'))
        bench.write('other/file')
      },
    ],
    [
      'is a file',
      () => {
        renameSync(bench.tree, bench.path('elsewhere'))
        writeFileSync(bench.tree, '')
      },
    ],
  ])('is never reported as all removed (it %s)', async (_, change) => {
    change()
    await expect(bench.verify()).rejects.toMatchObject({ code: 'root-looks-wrong', path: bench.tree })
  })

  it('is taken as it is when that is meant', async () => {
    renameSync(bench.tree, bench.path('elsewhere'))
    mkdirSync(bench.tree)
    const { result } = await bench.verify({ allowEmpty: true })
    expect(result).toMatchObject({ status: 'findings', counts: { removed: 5 } })
  })

  it('is none where a single path is left', async () => {
    for (const name of names.slice(1)) rmSync(at(name))
    expect((await bench.verify()).result.counts).toEqual({ unchanged: 1, removed: 4 })
  })

  it('is none where the manifest was empty', async () => {
    rmSync(bench.tree, { recursive: true })
    mkdirSync(bench.tree)
    await bench.snapshot()
    expect((await bench.verify()).result).toMatchObject({ status: 'clean', counts: {} })
    expect(existsSync(bench.path('m.json'))).toBe(true)
  })
})
