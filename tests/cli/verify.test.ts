import {
  chmodSync,
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
import { Bench, type Json } from './run-assay.ts'

let bench: Bench
beforeEach(async () => {
  bench = new Bench()
  mkdirSync(join(bench.tree, 'x'))
  for (const name of ['a', 'b', 'c', 'x/d', 'x/e']) writeFileSync(join(bench.tree, name), `content of ${name}`)
  // Away from the time of the snapshot, and with nothing below a second that a copy could lose.
  for (const name of ['a', 'b', 'c', 'x/d', 'x/e']) utimesSync(join(bench.tree, name), 1_700_000_000, 1_700_000_000)
  expect((await bench.run('snapshot', 'tree', '-o', 'm.json', '--run-id', 'base')).exitCode).toBe(0)
})
afterEach(() => bench.remove())

function at(name: string): string {
  return join(bench.tree, name)
}

/** Alters one byte as a failing disk would: size and time stay. */
function flipByte(path: string): void {
  const { atime, mtime } = statSync(path)
  const bytes = readFileSync(path)
  bytes[3] = (bytes[3] ?? 0) ^ 1
  writeFileSync(path, bytes)
  utimesSync(path, atime, mtime)
}

function verdictsOf(json: Json): string[] {
  return json.findings.map((finding: Json) => `${finding.verdict} ${finding.path}`)
}

describe('assay verify', () => {
  it('refuses a log in the place of its manifest, through a link too, and leaves that as it was', async () => {
    const before = readFileSync(bench.path('m.json'))
    symlinkSync('.', bench.path('here'))
    for (const log of ['m.json', 'here/m.json']) {
      expect((await bench.runJson('verify', 'm.json', '--log', log)).json.error.code).toBe('bad-usage')
    }
    expect((await bench.run('snapshot', 'tree', '-o', 'new.json', '--log', 'new.json')).exitCode).toBe(3)
    expect(readFileSync(bench.path('m.json')).equals(before)).toBe(true)
  })

  it('says of a file that became a folder, and of a folder that became a file, that their kind changed', async () => {
    rmSync(at('a'))
    mkdirSync(at('a'))
    writeFileSync(at('a/in'), 'new in it')
    rmSync(at('x'), { recursive: true })
    writeFileSync(at('x'), 'no folder any more')
    const { exitCode, json } = await bench.runJson('verify', 'm.json')
    expect(exitCode).toBe(1)
    const verdicts = ['kind-changed a', 'kind-changed x', 'removed x/d', 'removed x/e', 'added a/in']
    expect(verdictsOf(json)).toEqual(verdicts)
    expect(json.findings[0].evidence).toBe('Was a file, is a folder.')
    expect(json.findings[1].evidence).toBe('Was a folder, is a file.')
  })

  it('takes a log in the folder for its own, and finds nothing added', async () => {
    await bench.run('snapshot', 'tree', '-o', 'new.json', '--log', 'tree/snapshot.log')
    for (let run = 0; run < 2; run += 1) {
      expect((await bench.run('verify', 'new.json', '--log', 'tree/verify.log')).exitCode).toBe(0)
    }
  })

  it('exits with 0 where nothing changed, with exactly the keys that are documented', async () => {
    const { exitCode, json } = await bench.runJson('verify', 'm.json')
    expect(exitCode).toBe(0)
    expect(Object.keys(json).join()).toBe('run_id,status,left,right,counts,findings')
    expect(json).toMatchObject({ status: 'clean', counts: { unchanged: 5 }, findings: [] })
    expect(json.left).toMatchObject({ location: bench.path('m.json'), format: 'assay-manifest', run_id: 'base' })
    expect(json.right).toMatchObject({ location: bench.tree, format: 'folder', file_count: 5 })
  })

  it('suspects corruption of the one file whose byte flipped while size and time stayed', async () => {
    flipByte(at('x/d'))
    const { exitCode, json } = await bench.runJson('verify', 'm.json', 'tree')
    expect(exitCode).toBe(1)
    expect(verdictsOf(json)).toEqual(['suspected-corruption x/d'])
    const [finding] = json.findings
    expect(Object.keys(finding).join()).toBe('verdict,path,left,right,evidence')
    expect(finding.left.checksum_sha256).not.toBe(finding.right.checksum_sha256)
    expect(finding.left).toMatchObject({ relative_path: 'x/d', size_bytes: finding.right.size_bytes })
    expect(finding.left.modified_utc).toBe(finding.right.modified_utc)
    expect(finding.evidence).toMatch(/\w/u)
  })

  it('tells edits, additions, removals and moves apart', async () => {
    writeFileSync(at('a'), 'edited since')
    writeFileSync(at('new'), 'was not there')
    rmSync(at('b'))
    renameSync(at('x/e'), at('moved'))
    const { exitCode, json } = await bench.runJson('verify', 'm.json')
    expect(exitCode).toBe(1)
    expect(verdictsOf(json)).toEqual(['edited a', 'removed b', 'moved moved', 'added new'])
    expect(json.findings[2]).toMatchObject({ from_path: 'x/e' })
    expect(json.counts).toEqual({ edited: 1, removed: 1, moved: 1, added: 1, unchanged: 2 })
  })

  it('takes a touched file for a finding only when strict, and lists it when asked for all', async () => {
    utimesSync(at('a'), 1_600_000_000, 1_600_000_000)
    const relaxed = await bench.runJson('verify', 'm.json', '--all')
    expect(relaxed.exitCode).toBe(0)
    expect(relaxed.json.counts).toEqual({ touched: 1, unchanged: 4 })
    expect(relaxed.json.others.map((other: Json) => other.path).toSorted()).toEqual(['a', 'b', 'c', 'x/d', 'x/e'])
    const strict = await bench.runJson('verify', 'm.json', '--strict')
    expect(strict.exitCode).toBe(1)
    expect(verdictsOf(strict.json)).toEqual(['touched a'])
  })

  it('does not read what size and time say is unchanged when quick', async () => {
    flipByte(at('a'))
    expect((await bench.run('verify', 'm.json', '--quick')).exitCode).toBe(0)
    writeFileSync(at('b'), 'another size altogether')
    const { exitCode, json } = await bench.runJson('verify', 'm.json', '--quick')
    expect(exitCode).toBe(1)
    expect(verdictsOf(json)).toEqual(['edited b'])
  })

  it('exits with 2 where a file cannot be read, which wins over findings', async () => {
    writeFileSync(at('a'), 'edited since')
    chmodSync(at('c'), 0)
    const { exitCode, stdout, stderr } = await bench.runUnprivileged('verify', 'm.json', '--json')
    expect(exitCode).toBe(2)
    const json: Json = JSON.parse(stdout)
    expect(json.status).toBe('incomplete')
    expect(verdictsOf(json)).toEqual(['unreadable c', 'edited a'])
    expect(stderr).toContain('error: c: EACCES')
  })

  it('never reports a root that went away as everything removed', async () => {
    renameSync(bench.tree, bench.path('renamed'))
    const gone = await bench.runJson('verify', 'm.json')
    expect(gone.exitCode).toBe(3)
    expect(gone.json.error).toMatchObject({ code: 'root-looks-wrong', path: bench.tree })
    mkdirSync(bench.tree)
    writeFileSync(at('other'), 'of another project')
    expect((await bench.runJson('verify', 'm.json')).json.error.code).toBe('root-looks-wrong')
    const allowed = await bench.runJson('verify', 'm.json', '--allow-empty')
    expect(allowed.exitCode).toBe(1)
    expect(allowed.json.counts).toMatchObject({ removed: 5, added: 1 })
    expect((await bench.run('verify', 'm.json', 'renamed')).exitCode).toBe(0)
  })

  it('exits with 3 for a manifest that is missing or none', async () => {
    expect(await bench.runJson('verify', 'nothing.json')).toMatchObject({
      exitCode: 3,
      json: { error: { code: 'not-found', path: bench.path('nothing.json') } },
    })
    writeFileSync(bench.path('bad.json'), '{"format":"assay-manifest","version":99,\n')
    expect((await bench.run('verify', 'bad.json')).exitCode).toBe(3)
  })

  it('warns loudly, and is never clean, where the seal is broken', async () => {
    const text = readFileSync(bench.path('m.json'), 'utf8')
    writeFileSync(bench.path('m.json'), text.replace('"name":"a"', '"name":"A"'))
    const { exitCode, stdout } = await bench.run('verify', 'm.json')
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/SEAL IS BROKEN/u)
    expect((await bench.runJson('verify', 'm.json')).json.left.seal.state).toBe('broken')
  })
})

describe('what assay verify prints for people', () => {
  it('has a line a finding, the loudest first, and the summary last', async () => {
    writeFileSync(at('b'), 'edited since')
    flipByte(at('c'))
    renameSync(at('x/e'), at('x/f'))
    const { stdout } = await bench.run('verify', 'm.json')
    const lines = stdout.split('\n')
    expect(lines[0]).toMatch(/^! suspected-corruption +c {2}\S/u)
    expect(lines[1]).toMatch(/^~ edited +b {2}\S/u)
    expect(lines[2]).toMatch(/^> moved +x\/e -> x\/f {2}\S/u)
    expect(stdout).toMatch(
      /^! findings: .+\n +verdicts +! 1 suspected-corruption +~ 1 edited +> 1 moved +. 2 unchanged/mu,
    )
  })

  it('keeps an ambiguous move together', async () => {
    rmSync(bench.tree, { recursive: true })
    mkdirSync(bench.tree)
    for (const name of ['one', 'two', 'other']) writeFileSync(at(name), name === 'other' ? 'x' : 'same content')
    await bench.run('snapshot', 'tree', '-o', 'twins.json')
    renameSync(at('one'), at('three'))
    renameSync(at('two'), at('four'))
    const { exitCode, stdout } = await bench.run('verify', 'twins.json')
    expect(exitCode).toBe(1)
    expect(stdout.match(/ambiguous-move +group 1: 2 gone and 2 new with the same content \(12 bytes\)/gu)).toHaveLength(
      1,
    )
    const members = stdout.split('\n').filter((line) => line.startsWith('    '))
    expect(members.map((line) => line.trim().replaceAll(/ +/gu, ' '))).toEqual([
      '- gone one',
      '- gone two',
      '+ new four',
      '+ new three',
    ])
  })
})

describe('hostile names', () => {
  const names = ['new\nline', 'esc\u001b[2J', 'rtl\u202etxt', 'zero\u200bwidth', 'back\\slash', '__proto__', '-rf', ' ']
  const invalid = Buffer.from([0x66, 0xff, 0xfe])

  beforeEach(() => {
    for (const name of names) writeFileSync(at(name), `content of ${name}`)
    writeFileSync(Buffer.concat([Buffer.from(`${bench.tree}/`), invalid]), 'not UTF-8')
  })

  it('are all snapshotted and verified as they are', async () => {
    expect((await bench.run('snapshot', 'tree', '-o', 'h.json')).exitCode).toBe(0)
    const { exitCode, json } = await bench.runJson('verify', 'h.json')
    expect(exitCode).toBe(0)
    expect(json.counts).toEqual({ unchanged: 5 + names.length + 1 })
  })

  it('are exact in JSON, and harmless and told apart as text', async () => {
    const { json } = await bench.runJson('verify', 'm.json')
    const added = json.findings.filter((finding: Json) => finding.verdict === 'added')
    expect(added.map((finding: Json) => finding.path)).toEqual(expect.arrayContaining(names))
    const bytes = added.find((finding: Json) => finding.right.path_base64 !== undefined).right.path_base64
    expect(Buffer.from(bytes, 'base64')).toEqual(invalid)
    const { stdout } = await bench.run('verify', 'm.json')
    for (const shown of [
      'new\\nline',
      'esc\\x1b[2J',
      'rtl\\u{202e}txt',
      'zero\\u{200b}width',
      'back\\\\slash',
      'f\\xff\\xfe',
    ]) {
      expect(stdout).toContain(shown)
    }
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u)
  })
})

it('does not follow a link out of the folder', async () => {
  rmSync(at('a'))
  writeFileSync(bench.path('outside'), 'content of a')
  symlinkSync(bench.path('outside'), at('a'))
  const { json } = await bench.runJson('verify', 'm.json')
  expect(verdictsOf(json)).toEqual(['kind-changed a'])
})
