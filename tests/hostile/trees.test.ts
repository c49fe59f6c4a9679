import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readEntryLines, SnapshotBench } from '../../src/engine/snapshot/snapshot-fixtures.ts'
import { Bench, waitForEnd } from '../cli/run-assay.ts'
import { canDropPrivileges, canTrace, isRoot, readKinds, unprivileged } from './hostile-fixtures.ts'

let bench: SnapshotBench
beforeEach(() => {
  bench = new SnapshotBench()
})
// rm changes folders on its way down, so no path is too long for it.
afterEach(() => execFileSync('rm', ['-rf', bench.folder]))

describe('links', () => {
  it('out of the tree, in a circle or to nothing are told and never followed', async () => {
    mkdirSync(bench.path('outside'))
    writeFileSync(bench.path('outside/secret'), 'secret')
    bench.write('a/file')
    symlinkSync('../../outside', join(bench.tree, 'a/out'))
    symlinkSync('..', join(bench.tree, 'a/up'))
    symlinkSync('self', join(bench.tree, 'a/self'))
    symlinkSync('/nowhere', join(bench.tree, 'a/dangling'))
    symlinkSync(Buffer.from('\xff', 'latin1'), join(bench.tree, 'a/invalid'))
    expect(await bench.snapshot()).toMatchObject({ status: 'completed', fileCount: 1, entryCount: 6 })
    expect(Object.fromEntries(await readKinds(bench.path('m.json')))).toEqual({
      'a/dangling': '-> /nowhere',
      'a/file': 'file',
      'a/invalid': '-> \uFFFD',
      'a/out': '-> ../../outside',
      'a/self': '-> self',
      'a/up': '-> ..',
    })
    expect((await bench.verify()).result).toMatchObject({ status: 'clean' })
  })
})

describe('special files', () => {
  it('are told and never opened: a pipe without a writer, a socket', async () => {
    execFileSync(
      'mkfifo',
      Array.from({ length: 8 }, (_, i) => join(bench.tree, `fifo-${i}`)),
    )
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(bench.tree, 'socket'), resolve))
    bench.write('z')
    expect(await bench.snapshot()).toMatchObject({ status: 'completed', fileCount: 1, entryCount: 10 })
    server.close()
    const kinds = await readKinds(bench.path('m.json'))
    expect([kinds.get('fifo-0'), kinds.get('socket'), kinds.get('z')]).toEqual(['fifo', 'socket', 'file'])
  })

  it.runIf(isRoot)('are so when they are devices (needs root, else skipped)', async (context) => {
    const zero = join(bench.tree, 'zero')
    // Containers may forbid it to root, too.
    if (spawnSync('mknod', [zero, 'c', '1', '5']).status !== 0) return context.skip('needs the right to make devices')
    expect(await bench.snapshot()).toMatchObject({ status: 'completed', fileCount: 0, entryCount: 1 })
    expect((await readKinds(bench.path('m.json'))).get('zero')).toBe('character-device')
  })

  it.runIf(canTrace)('are in no system call that opens (needs strace, else skipped)', async () => {
    const cli = new Bench()
    writeFileSync(cli.path('outside'), 'secret')
    execFileSync('mkfifo', [join(cli.tree, 'the-fifo')])
    symlinkSync('../outside', join(cli.tree, 'the-link'))
    writeFileSync(join(cli.tree, 'the-file'), 'x')
    const trace = ['strace', '-f', '-qq', '-o', cli.path('calls'), '-e', 'trace=open,openat,openat2']
    const { exitCode } = await waitForEnd(cli.start(['snapshot', 'tree', '-o', 'm.json'], trace))
    const calls = readFileSync(cli.path('calls'), 'utf8')
    cli.remove()
    expect(exitCode).toBe(0)
    expect(calls).toContain('/the-file"')
    expect(calls).not.toMatch(/the-fifo|the-link|outside/u)
  })
})

it('reads files of the system that say they are empty and are not', async () => {
  expect(await bench.snapshot({ directory: '/proc/sys/kernel/random' })).toMatchObject({ errorCount: 0 })
  const line = readEntryLines(bench.path('m.json')).find((text) => text.includes('"boot_id"')) ?? ''
  const content = readFileSync('/proc/sys/kernel/random/boot_id')
  expect(JSON.parse(line)).toMatchObject({
    size_bytes: content.length,
    checksum_sha256: createHash('sha256').update(content).digest('hex'),
  })
})

describe('deep trees', () => {
  it('of a thousand levels are walked to the bottom', async () => {
    const levels = Array.from({ length: 1000 }, () => 'd').join('/')
    bench.write(`${levels}/bottom`, 'x')
    expect(await bench.snapshot()).toMatchObject({ status: 'completed', fileCount: 1 })
    expect([...(await readKinds(bench.path('m.json'))).keys()]).toEqual([`${levels}/bottom`])
    expect((await bench.verify()).result.status).toBe('clean')
  })

  it('beyond the longest path of the system are an error of that folder alone', async () => {
    const program = `for (let i = 0; i < 20; i += 1) {
      const name = String(i).padStart(250, 'n')
      require('fs').mkdirSync(name)
      process.chdir(name)
      require('fs').writeFileSync('file', 'x')
    }`
    mkdirSync(join(bench.tree, 'deep'))
    execFileSync(process.execPath, ['--eval', program], { cwd: join(bench.tree, 'deep') })
    bench.write('z')
    const result = await bench.snapshot()
    expect(result).toMatchObject({ status: 'completed-with-errors', errorCount: 1 })
    expect(result.fileCount).toBeGreaterThan(14)
    const kinds = await readKinds(bench.path('m.json'))
    expect(kinds.get('z')).toBe('file')
    expect([...kinds.values()].filter((kind) => kind !== 'file')).toEqual(['ENAMETOOLONG'])
    const { result: verified } = await bench.verify()
    expect(verified).toMatchObject({ status: 'incomplete', counts: { unreadable: 1, unchanged: result.fileCount } })
  })
})

it('takes .asar files for files, valid or not', async () => {
  const header = Buffer.from('{"files":{"in.txt":{"size":2,"offset":"0"}}}')
  const pickle = Buffer.alloc(16)
  for (const [i, value] of [4, header.length + 8, header.length + 4, header.length].entries())
    pickle.writeUInt32LE(value, i * 4)
  bench.write('valid.asar', Buffer.concat([pickle, header, Buffer.from('hi')]))
  bench.write('invalid.asar', 'not an archive')
  bench.write('folder.asar/in.txt')
  expect(await bench.snapshot()).toMatchObject({ fileCount: 3, errorCount: 0 })
  expect([...(await readKinds(bench.path('m.json'))).keys()]).toEqual([
    'folder.asar/in.txt',
    'invalid.asar',
    'valid.asar',
  ])
})

it('takes a folder of 100,000 files', async () => {
  for (let i = 0; i < 100_000; i += 1) writeFileSync(join(bench.tree, `file-${i}`), '')
  expect(await bench.snapshot()).toMatchObject({ fileCount: 100_000, status: 'completed' })
  expect((await bench.verify({ isQuick: true })).result).toMatchObject({
    status: 'clean',
    counts: { unchanged: 100_000 },
  })
})

describe.runIf(canDropPrivileges)('for a user without permission (as root needs setpriv, else skipped)', () => {
  it('unreadable files and folders are entries with their error, with a base too, and the run is incomplete', async () => {
    const cli = new Bench()
    for (const path of ['closed/x', 'listed/x', 'open/x']) {
      mkdirSync(join(cli.tree, path, '..'), { recursive: true })
      writeFileSync(join(cli.tree, path), path)
    }
    writeFileSync(join(cli.tree, 'secret'), 'x')
    for (const folder of [cli.folder, cli.tree]) chmodSync(folder, 0o777)
    const run = (...args: string[]): ReturnType<typeof waitForEnd> => waitForEnd(cli.start(args, unprivileged))
    expect((await run('snapshot', 'tree', '-o', 'base.json')).exitCode).toBe(0)
    chmodSync(join(cli.tree, 'closed'), 0)
    // Its names can be read, and nothing behind them.
    chmodSync(join(cli.tree, 'listed'), 0o644)
    chmodSync(join(cli.tree, 'secret'), 0)
    const expected = { closed: 'EACCES', 'listed/x': 'EACCES', 'open/x': 'file', secret: 'EACCES' }
    for (const more of [[], ['--base', 'base.json']]) {
      const { exitCode, stderr } = await run('snapshot', 'tree', '-o', 'm.json', ...more)
      expect(exitCode, stderr).toBe(2)
      expect(Object.fromEntries(await readKinds(cli.path('m.json')))).toEqual(expected)
    }
    const { exitCode, stdout } = await run('verify', 'base.json', '--json')
    expect(exitCode).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'incomplete', counts: { unreadable: 4, unchanged: 1 } })
    for (const folder of ['closed', 'listed']) chmodSync(join(cli.tree, folder), 0o755)
    cli.remove()
  })
})
