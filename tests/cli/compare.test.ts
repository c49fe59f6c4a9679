import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, type Json } from './run-assay.ts'

const names = ['a', 'b', 'c', 'x/d', 'x/e']

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  mkdirSync(join(bench.tree, 'x'))
  for (const name of names) {
    writeFileSync(join(bench.tree, name), `content of ${name}`)
    utimesSync(join(bench.tree, name), 1_700_000_000, 1_700_000_000)
  }
  cpSync(bench.tree, bench.path('now'), { recursive: true, preserveTimestamps: true })
})
afterEach(() => bench.remove())

function inNow(name: string): string {
  return join(bench.path('now'), name)
}

function verdictsOf(json: Json): string[] {
  return json.findings.map((finding: Json) => `${finding.verdict} ${finding.path}`)
}

function changeNow(): void {
  writeFileSync(inNow('a'), 'edited since then')
  renameSync(inNow('x/e'), inNow('moved'))
  rmSync(inNow('b'))
  writeFileSync(inNow('new'), 'was not there')
}

/** The files of both trees as every list that can be read, in both directions of every pair. */
async function listEverything(): Promise<Map<string, { left: string; right: string }>> {
  const sides = new Map([['folder', { left: 'tree', right: 'now' }]])
  for (const format of ['assay-manifest', 'run-manifest', 'gnu-checksums', 'bsd-checksums', 'hashdeep']) {
    sides.set(format, { left: `tree.${format}`, right: `now.${format}` })
    for (const tree of ['tree', 'now']) {
      const algorithm = format.endsWith('checksums') ? 'sha256' : 'md5,sha256'
      const args = ['-o', `${tree}.${format}`, '--format', format, '--algorithm', algorithm]
      const { exitCode } = await bench.run('snapshot', tree, ...args)
      expect(exitCode).toBe(0)
    }
  }
  return sides
}

describe('assay compare', () => {
  it('compares any side with any other, and comes to the same paths', async () => {
    changeNow()
    const sides = await listEverything()
    for (const [leftFormat, { left }] of sides) {
      for (const [rightFormat, { right }] of sides) {
        const { exitCode, json } = await bench.runJson('compare', left, right)
        const hasTimes = ![leftFormat, rightFormat].some((format) => /checksums|hashdeep/u.test(format))
        // A list without times and sizes cannot tell an edit from corruption; hashdeep has sizes, and they differ.
        const hasSizes = ![leftFormat, rightFormat].some((format) => format.endsWith('checksums'))
        const edited = hasTimes || hasSizes ? 'edited a' : 'changed a'
        const expected = [edited, 'removed b', 'moved moved', 'added new']
        expect([leftFormat, rightFormat, exitCode, verdictsOf(json)]).toEqual([leftFormat, rightFormat, 1, expected])
        expect(json.left.format).toBe(leftFormat)
        expect(json.right.format).toBe(rightFormat)
      }
    }
  })

  it('reads what sha256sum, md5sum --tag and SFV tools wrote, and says what they cannot prove', async () => {
    writeFileSync(inNow('c'), 'Content of c')
    utimesSync(inNow('c'), 1_700_000_000, 1_700_000_000)
    writeFileSync(bench.path('sums'), execFileSync('sha256sum', names, { cwd: bench.tree }))
    writeFileSync(bench.path('tagged'), execFileSync('md5sum', ['--tag', ...names], { cwd: bench.tree }))
    const sfv = names.map((name) => {
      const checksum = crc32(readFileSync(join(bench.tree, name)))
      return `${name} ${checksum.toString(16).padStart(8, '0').toUpperCase()}\r\n`
    })
    writeFileSync(bench.path('list.sfv'), `; made by a tool\r\n${sfv.join('')}`)
    for (const list of ['sums', 'tagged', 'list.sfv']) {
      const { exitCode, json } = await bench.runJson('compare', list, 'now')
      expect([exitCode, ...verdictsOf(json)]).toEqual([1, 'changed c'])
      expect(json.findings[0].evidence).toMatch(/modification time: cannot tell an edit from corruption/u)
      expect((await bench.run('compare', list, 'tree')).exitCode).toBe(0)
    }
  })

  it('prints exactly the keys that are documented, and the rest when asked for all', async () => {
    changeNow()
    const { json } = await bench.runJson('compare', 'tree', 'now')
    expect(Object.keys(json).join()).toBe('run_id,status,left,right,counts,findings')
    expect(json).toMatchObject({
      status: 'findings',
      left: { location: bench.tree, format: 'folder', file_count: 5 },
      right: { location: bench.path('now'), format: 'folder', file_count: 5 },
      counts: { edited: 1, removed: 1, moved: 1, added: 1, unchanged: 2 },
    })
    expect(json.findings[2]).toMatchObject({ path: 'moved', from_path: 'x/e' })
    const all = await bench.runJson('compare', 'tree', 'now', '--all')
    expect(all.json.others.map((other: Json) => other.path)).toEqual(['c', 'x/d'])
  })

  it('exits with 0 for sides that are the same, and takes a touched file for a finding only when strict', async () => {
    utimesSync(inNow('a'), 1_600_000_000, 1_600_000_000)
    expect((await bench.runJson('compare', 'tree', 'now')).exitCode).toBe(0)
    const strict = await bench.runJson('compare', 'tree', 'now', '--strict')
    expect([strict.exitCode, ...verdictsOf(strict.json)]).toEqual([1, 'touched a'])
  })

  it.each([
    ['tree', 'now'],
    ['now', 'tree'],
  ])('exits with 2 where a file of a folder cannot be read, on whichever side it is (%s, %s)', async (left, right) => {
    chmodSync(inNow('c'), 0)
    const { exitCode, stdout, stderr } = await bench.runUnprivileged('compare', left, right, '--json')
    expect(exitCode).toBe(2)
    const json: Json = JSON.parse(stdout)
    expect([json.status, ...verdictsOf(json)]).toEqual(['incomplete', 'unreadable c'])
    expect(stderr).toContain('error: c: EACCES')
  })

  it('exits with 3 for a side that is missing, none, or a folder that holds nothing of the other', async () => {
    expect(await bench.runJson('compare', 'tree', 'nothing')).toMatchObject({
      exitCode: 3,
      json: { error: { code: 'not-found', path: bench.path('nothing') } },
    })
    writeFileSync(bench.path('text'), 'no manifest\n')
    expect((await bench.runJson('compare', 'text', 'tree')).exitCode).toBe(3)
    mkdirSync(bench.path('empty'))
    const wrong = await bench.runJson('compare', 'tree', 'empty')
    expect([wrong.exitCode, wrong.json.error.code]).toEqual([3, 'root-looks-wrong'])
    const allowed = await bench.runJson('compare', 'tree', 'empty', '--allow-empty')
    expect([allowed.exitCode, allowed.json.counts.removed]).toEqual([1, 5])
  })

  it('warns where both sides are one and the same', async () => {
    symlinkSync('tree', bench.path('also'))
    const { exitCode, stderr } = await bench.run('compare', 'tree', 'also')
    expect(exitCode).toBe(0)
    expect(stderr).toContain('warning: Both sides are the same folder')
  })

  it('refuses a log in the place of a side, and leaves one in a folder out', async () => {
    await bench.run('snapshot', 'tree', '-o', 'm.json')
    expect((await bench.runJson('compare', 'm.json', 'now', '--log', 'm.json')).json.error.code).toBe('bad-usage')
    for (let run = 0; run < 2; run += 1) {
      expect((await bench.run('compare', 'tree', 'now', '--log', 'now/compare.log')).exitCode).toBe(0)
    }
    expect(JSON.parse(readFileSync(inNow('compare.log'), 'utf8'))).toMatchObject({
      status: 'completed',
      error_count: 0,
    })
  })
})

describe('what assay compare prints for people', () => {
  it('has a line a finding, the loudest first, and both sides in the summary', async () => {
    changeNow()
    const { stdout } = await bench.run('compare', 'tree', 'now')
    expect(stdout).toMatch(/^~ edited +a {2}\S/u)
    expect(stdout).toMatch(/^> moved +x\/e -> moved {2}\S/mu)
    expect(stdout).toMatch(
      /^! findings: the right side is not as the left\n +verdicts +~ 1 edited +- 1 removed +> 1 moved +\+ 1 added +. 2 unchanged\n +left +\S+tree {2}5 files, folder\n +right +\S+now {2}5 files, folder$/mu,
    )
  })

  it('keeps an ambiguous move together, and notes a copy', async () => {
    for (const name of ['one', 'two']) writeFileSync(join(bench.tree, name), 'same content')
    for (const name of ['three', 'four']) writeFileSync(inNow(name), 'same content')
    cpSync(inNow('a'), inNow('copied'))
    const { stdout } = await bench.run('compare', 'tree', 'now')
    expect(stdout).toMatch(
      /^\? ambiguous-move +group 1: 2 gone and 2 new with the same content \(12 bytes\).*\n +- gone +one\n +- gone +two\n +\+ new +four\n +\+ new +three\n/mu,
    )
    expect(stdout).toMatch(/^\+ added +copied {2}.*a copy of a,/mu)
  })

  it('is loud about the one manifest whose seal is broken', async () => {
    await bench.run('snapshot', 'tree', '-o', 'm.json')
    writeFileSync(bench.path('m.json'), readFileSync(bench.path('m.json'), 'utf8').replace('"name":"a"', '"name":"A"'))
    const { exitCode, stdout } = await bench.run('compare', 'now', 'm.json')
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/SEAL IS BROKEN: the right manifest is not as it was written/u)
  })
})
