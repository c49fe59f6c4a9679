import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, type Json } from '../cli/run-assay.ts'
import { canDropPrivileges, writeHostileNames } from '../hostile/hostile-fixtures.ts'

const hasPython = spawnSync('python3', ['--version']).status === 0
const reference = fileURLToPath(new URL('./run-manifest-reference.py', import.meta.url))

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.remove())

function write(path: string, content: string | Uint8Array = path): void {
  mkdirSync(join(bench.tree, path, '..'), { recursive: true })
  writeFileSync(join(bench.tree, path), content)
}

function runReference(folder: string, output: string, runId = 'run_golden'): void {
  execFileSync('python3', [reference, folder, output, runId], { cwd: bench.folder })
}

/** The document without what differs from run to run. */
function readComparable(path: string): string {
  return readFileSync(path, 'utf8').replace(/^ {2}"(?:run_id|timestamp_utc)": ".*",$/gmu, '')
}

async function snapshot(folder: string, ...more: string[]): Promise<void> {
  const args = ['snapshot', folder, '-o', 'ours.json', '--format', 'run-manifest', '--run-id', 'run_golden', ...more]
  const { exitCode, stderr } = await bench.run(...args)
  expect(exitCode, stderr).toBe(0)
}

function writeOrdinaryTree(): void {
  for (const path of ['a.csv', 'a/b.csv', 'a-b/c.csv', 'B/Z', 'b/deep/er/file.txt', 'ümlaut/naïve.txt', '.hidden'])
    write(path)
  write('empty', '')
  write('large', Buffer.alloc(5 * 1024 * 1024 + 7, 'large'))
  for (const [i, path] of ['a.csv', 'a/b.csv', 'empty'].entries()) {
    utimesSync(join(bench.tree, path), 0, 1_700_000_000 + [0, 0.5, 0.123_456_7][i]!)
  }
  mkdirSync(join(bench.tree, 'empty-folder'))
}

describe.runIf(hasPython)('a run manifest (needs python3, else skipped)', () => {
  it('equals the reference byte for byte, but for run id and time', async () => {
    writeOrdinaryTree()
    runReference(bench.tree, 'theirs.json')
    await snapshot(bench.tree)
    expect(readComparable(bench.path('ours.json'))).toBe(readComparable(bench.path('theirs.json')))
  })

  it('equals it field by field, with run id and time in its form', async () => {
    writeOrdinaryTree()
    runReference('tree/', 'theirs.json')
    await snapshot('tree/')
    const [ours, theirs] = ['ours.json', 'theirs.json'].map((name): Json =>
      JSON.parse(readFileSync(bench.path(name), 'utf8')),
    )
    expect(Object.keys(ours)).toEqual(Object.keys(theirs))
    for (const key of Object.keys(theirs)) if (key !== 'timestamp_utc') expect(ours[key], key).toEqual(theirs[key])
    const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00$/u
    expect([ours.timestamp_utc, theirs.timestamp_utc]).toEqual([
      expect.stringMatching(form),
      expect.stringMatching(form),
    ])
  })

  it('equals it for hostile names', async () => {
    write('sub/x')
    writeHostileNames(join(bench.tree, 'sub'))
    runReference(bench.tree, 'theirs.json')
    await snapshot(bench.tree, '--keep-junk')
    expect(readComparable(bench.path('ours.json'))).toBe(readComparable(bench.path('theirs.json')))
  })

  it('equals it for an empty folder', async () => {
    runReference(bench.tree, 'theirs.json')
    await snapshot(bench.tree)
    expect(readComparable(bench.path('ours.json'))).toBe(readComparable(bench.path('theirs.json')))
  })
})

describe.runIf(hasPython)('a run manifest by the reference (needs python3, else skipped)', () => {
  it('verifies clean, and finds what was edited since and what rotted', async () => {
    writeOrdinaryTree()
    runReference(bench.tree, 'theirs.json')
    expect((await bench.run('verify', 'theirs.json')).exitCode).toBe(0)
    write('B/Z', 'edited')
    const rotten = readFileSync(join(bench.tree, 'a/b.csv'))
    rotten[0] = 0
    writeFileSync(join(bench.tree, 'a/b.csv'), rotten)
    utimesSync(join(bench.tree, 'a/b.csv'), 0, 1_700_000_000.5)
    const { exitCode, json } = await bench.runJson('verify', 'theirs.json')
    expect(exitCode).toBe(1)
    expect(json.findings.map((finding: Json) => `${finding.verdict} ${finding.path}`)).toEqual([
      'suspected-corruption a/b.csv',
      'edited B/Z',
    ])
  })

  it('that lists an older one of itself is held to what it says of that', async () => {
    write('x')
    runReference(bench.tree, 'tree/manifest.json')
    runReference(bench.tree, 'tree/manifest.json')
    const { exitCode, json } = await bench.runJson('verify', 'tree/manifest.json')
    expect(exitCode).toBe(1)
    expect(json.findings.map((finding: Json) => `${finding.verdict} ${finding.path}`)).toEqual(['edited manifest.json'])
  })

  it('that follows links is not believed to have lost them', async () => {
    write('x')
    symlinkSync('x', join(bench.tree, 'link'))
    runReference(bench.tree, 'theirs.json')
    const { json } = await bench.runJson('verify', 'theirs.json')
    expect(json.counts).toEqual({ unchanged: 1, unverifiable: 1 })
  })
})

it('a run manifest of ours leaves itself out, whether it was there before or not', async () => {
  write('x')
  for (let i = 0; i < 2; i += 1) {
    const args = ['snapshot', 'tree', '-o', 'tree/manifest.json', '--format', 'run-manifest']
    expect((await bench.run(...args)).exitCode).toBe(0)
    const { files } = JSON.parse(readFileSync(join(bench.tree, 'manifest.json'), 'utf8'))
    expect(files.map((file: Json) => file.relative_path)).toEqual(['x'])
  }
  expect((await bench.run('verify', 'tree/manifest.json')).exitCode).toBe(0)
})

it.runIf(canDropPrivileges)('one of ours goes on past an unreadable file (as root needs setpriv)', async () => {
  write('x')
  write('closed')
  chmodSync(join(bench.tree, 'closed'), 0)
  const args = ['snapshot', 'tree', '-o', 'ours.json', '--format', 'run-manifest']
  const { exitCode } = await bench.runUnprivileged(...args)
  expect(exitCode).toBe(2)
  const { files, errors, status } = JSON.parse(readFileSync(bench.path('ours.json'), 'utf8'))
  expect(status).toBe('completed-with-errors')
  expect(files.map((file: Json) => file.relative_path)).toEqual(['x'])
  expect(errors).toMatchObject([{ relative_path: 'closed', code: 'EACCES' }])
})
