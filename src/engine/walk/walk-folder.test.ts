import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { walkedKinds } from '../hash/hash-protocol.ts'
import { createPathFilter } from './filters.ts'
import { FolderWalk, type WalkedEntry, type WalkOptions } from './walk-folder.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-walk-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const filter = createPathFilter({ include: [], exclude: [], isJunkExcluded: false })

function createWalk(options: Partial<WalkOptions> = {}): FolderWalk {
  return new FolderWalk({ root, filter, ownPaths: new Set(), ...options })
}

/** The exact bytes of an entry's path, one a character. */
function bytesOf(entry: WalkedEntry): string {
  return entry.raw ?? Buffer.from(entry.path).toString('latin1')
}

function walkBytes(options: Partial<WalkOptions> = {}): string[] {
  return [...createWalk(options).entries()].map(bytesOf)
}

/** Makes a file, and the folders above it; the path is given as bytes, one a character. */
function makeFile(path: string): void {
  const whole = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')])
  mkdirSync(whole.subarray(0, whole.lastIndexOf(0x2f)), { recursive: true })
  writeFileSync(whole, '')
}

function utf8(text: string): string {
  return Buffer.from(text).toString('latin1')
}

describe('a walk', () => {
  it('tells paths in the order of their bytes, not of folders', () => {
    const paths = [
      'a',
      'a-b',
      'a.b',
      'a0',
      'b/x',
      'b-c',
      'b.c/y',
      'b0',
      'B',
      utf8('é'),
      utf8('\uE000'),
      utf8('😀'),
      '\xff',
      'c\xff/d',
      'c/z',
    ]
    for (const path of paths) makeFile(path)
    const order = walkBytes()
    expect(order).toEqual(paths.toSorted())
    expect(order.indexOf('b-c')).toBeLessThan(order.indexOf('b.c/y'))
    expect(order.indexOf('b.c/y')).toBeLessThan(order.indexOf('b/x'))
    // UTF-16 would have them the other way round.
    expect(order.indexOf(utf8('\uE000'))).toBeLessThan(order.indexOf(utf8('😀')))
  })

  it('knows the folders that no entry tells of, whatever their names', () => {
    for (const path of ['a/b/x', 'c/x', 'd/.DS_Store']) makeFile(path)
    for (const path of ['e', 'f/g', 'h\xff']) mkdirSync(Buffer.from(`${root}/${path}`, 'latin1'), { recursive: true })
    const junk = createPathFilter({ include: [], exclude: [], isJunkExcluded: true })
    const walk = createWalk({ filter: junk })
    expect([...walk.entries()].map(bytesOf)).toEqual(['a/b/x', 'c/x'])
    expect([...walk.bareFolders].toSorted()).toEqual(['a', 'd', 'e', 'f', 'f/g', 'h\xff'])
  })

  it('tells any set of paths in the order of their bytes', () => {
    const units = [
      'a',
      'b',
      '-',
      '.',
      '0',
      '!',
      ' ',
      '\n',
      '~',
      utf8('ä'),
      utf8('\uFFFD'),
      utf8('\uE000'),
      utf8('😀'),
      '\xff',
      '\x80',
      '\xc3',
    ]
    const name = fc.array(fc.constantFrom(...units), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
    const path = fc.array(
      name.filter((text) => !/^\.{1,2}$/u.test(text)),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(fc.array(path, { maxLength: 25 }), (found) => {
        rmSync(root, { recursive: true })
        mkdirSync(root)
        const files = new Set<string>()
        const folders = new Set<string>()
        for (const parts of found) {
          const above = parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'))
          const whole = parts.join('/')
          if (folders.has(whole) || above.some((folder) => files.has(folder))) continue
          for (const folder of above) folders.add(folder)
          files.add(whole)
          makeFile(whole)
        }
        expect(walkBytes()).toEqual([...files].toSorted())
      }),
      { numRuns: 150 },
    )
  })

  it('tells every kind, follows no link and opens nothing special', async () => {
    makeFile('d/file')
    symlinkSync('/', join(root, 'd/link-to-root'))
    symlinkSync('..', join(root, 'd/loop'))
    symlinkSync('nowhere', join(root, 'd/dangling'))
    execFileSync('mkfifo', [join(root, 'd/fifo')])
    const server = await listen(join(root, 'd/socket'))
    const kinds = [...createWalk().entries()].map((entry) => `${entry.path} ${walkedKinds[entry.kind]}`)
    server.close()
    expect(kinds).toEqual([
      'd/dangling symlink',
      'd/fifo fifo',
      'd/file file',
      'd/link-to-root symlink',
      'd/loop symlink',
      'd/socket socket',
    ])
  })

  it('counts what filters leave out, a folder as one, and enters no folder left out', () => {
    for (const path of ['keep', 'x.tmp', 'build/a', 'build/b', 'own/m.json']) makeFile(path)
    const exclude = createPathFilter({ include: [], exclude: ['*.tmp', 'build/'], isJunkExcluded: false })
    const walk = createWalk({ filter: exclude, ownPaths: new Set(['own/m.json']) })
    expect([...walk.entries()].map((entry) => entry.path)).toEqual(['keep'])
    expect(walk.skippedCount).toBe(3)
  })

  it('is lazy: what comes later in the order may still change', () => {
    makeFile('a')
    makeFile('b/old')
    const entries = createWalk().entries()
    expect(entries.next().value).toMatchObject({ path: 'a' })
    renameSync(join(root, 'b/old'), join(root, 'b/new'))
    expect([...entries].map((entry) => entry.path)).toEqual(['b/new'])
  })

  it('tells a folder swapped for a link before its turn as unreadable, and nothing of what the link leads to', () => {
    makeFile('a')
    makeFile('b/x')
    const outside = mkdtempSync(join(tmpdir(), 'assay-outside-'))
    writeFileSync(join(outside, 'secret'), '')
    const entries = createWalk().entries()
    entries.next()
    rmSync(join(root, 'b'), { recursive: true })
    symlinkSync(outside, join(root, 'b'))
    expect([...entries]).toMatchObject([
      { path: 'b', kind: walkedKinds.indexOf('unreadable'), error: { code: 'ENOTDIR' } },
    ])
    rmSync(outside, { recursive: true })
  })

  it('tells a folder that went away as unreadable', () => {
    makeFile('a')
    makeFile('b/x')
    const entries = createWalk().entries()
    entries.next()
    rmSync(join(root, 'b'), { recursive: true })
    expect([...entries]).toMatchObject([{ path: 'b', error: { code: 'ENOENT' } }])
  })

  it('throws only where the root itself cannot be listed', () => {
    expect(() => [...createWalk({ root: join(root, 'missing') }).entries()]).toThrow(
      expect.objectContaining({ code: 'ENOENT' }),
    )
    makeFile('f')
    expect(() => [...createWalk({ root: join(root, 'f') }).entries()]).toThrow(
      expect.objectContaining({ code: 'ENOTDIR' }),
    )
  })
})

function listen(path: string): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(path, () => resolve(server))
  })
}

const program = `
import { FolderWalk } from ${JSON.stringify(new URL('./walk-folder.ts', import.meta.url).href)}
const walk = new FolderWalk({ root: process.argv[1], filter: { isLeftOut: () => false }, ownPaths: new Set() })
console.log(JSON.stringify(Array.from(walk.entries(), (entry) => [entry.raw ?? entry.path, entry.error?.code])))
`
const isRoot = process.getuid?.() === 0
const dropPrivileges = ['--reuid=65534', '--regid=65534', '--clear-groups']
const readItself = ['--eval', 'require("fs").readFileSync(process.argv[1])', fileURLToPath(import.meta.url)]
const canBeHeldBack = !isRoot || spawnSync('setpriv', [...dropPrivileges, process.execPath, ...readItself]).status === 0

/** Walks as a user whom permissions hold back, which root is not. */
function walkUnprivileged(): [string, string | null][] {
  const command = [process.execPath, '--input-type=module', '--eval', program, root]
  const [first = '', ...rest] = isRoot ? ['setpriv', ...dropPrivileges, ...command] : command
  return JSON.parse(execFileSync(first, rest, { encoding: 'utf8', cwd: '/' }))
}

describe.runIf(canBeHeldBack)('an unreadable folder (as root needs setpriv, else skipped)', () => {
  it('stands under its bare name, which sorts before names that its files would sort after', () => {
    for (const path of ['a/hidden', 'a!', 'a-b', 'a.b/x', 'b']) makeFile(path)
    chmodSync(root, 0o755)
    chmodSync(join(root, 'a'), 0)
    const order = walkUnprivileged()
    chmodSync(join(root, 'a'), 0o755)
    expect(order).toEqual([
      ['a', 'EACCES'],
      ['a!', null],
      ['a-b', null],
      ['a.b/x', null],
      ['b', null],
    ])
  })

  it('does so beside names that are not valid UTF-8', () => {
    const umlaut = utf8('ä')
    for (const path of [`${umlaut}/hidden`, `${umlaut}-\xff`, 'b\xff/hidden', 'b\xff-', 'b\xff.']) makeFile(path)
    chmodSync(root, 0o755)
    const folders = [umlaut, 'b\xff'].map((name) =>
      Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]),
    )
    for (const folder of folders) chmodSync(folder, 0)
    const order = walkUnprivileged()
    for (const folder of folders) chmodSync(folder, 0o755)
    expect(order).toEqual([
      ['b\xff', 'EACCES'],
      ['b\xff-', null],
      ['b\xff.', null],
      ['ä', 'EACCES'],
      [`${umlaut}-\xff`, null],
    ])
  })
})
