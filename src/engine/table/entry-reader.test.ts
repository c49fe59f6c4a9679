import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EntryColumnsBuilder } from './columns-builder.ts'
import { kindFile, kindSpecial, kindSymlink, type EntryColumns } from './entry-columns.ts'
import {
  comparePaths,
  findPath,
  isValidUtf8Path,
  readDigest,
  readEntry,
  readPath,
  readPathBytes,
} from './entry-reader.ts'

function columnsOf(paths: readonly Buffer[]): EntryColumns {
  const builder = new EntryColumnsBuilder(['sha256'])
  for (const path of paths) builder.append(kindFile, path)
  return builder.finish()
}

function sortedUnique(paths: readonly Uint8Array[]): Buffer[] {
  const byHex = new Map(paths.map((path) => [Buffer.from(path).toString('hex'), Buffer.from(path)]))
  return [...byHex.values()].toSorted((a, b) => Buffer.compare(a, b))
}

const pathsArbitrary = fc.array(fc.uint8Array({ minLength: 1, maxLength: 6 }), { maxLength: 40 })

describe('reading entries out of columns', () => {
  it('finds every path by its bytes and no other', () => {
    fc.assert(
      fc.property(pathsArbitrary, fc.uint8Array({ maxLength: 6 }), (raw, other) => {
        const paths = sortedUnique(raw)
        const columns = columnsOf(paths)
        paths.forEach((path, index) => expect(findPath(columns, path)).toBe(index))
        expect(findPath(columns, other)).toBe(paths.findIndex((path) => path.equals(other)))
      }),
    )
  })

  it('orders paths of two tables by their bytes', () => {
    const left = columnsOf([Buffer.from('a-b'), Buffer.from('a/b')])
    const right = columnsOf([Buffer.from('a'), Buffer.from('a/b')])
    expect(comparePaths(left, 0, right, 0)).toBeGreaterThan(0)
    expect(comparePaths(left, 0, right, 1)).toBeLessThan(0)
    expect(comparePaths(left, 1, right, 1)).toBe(0)
  })

  it('shows a path that is not UTF-8 with U+FFFD and keeps its exact bytes', () => {
    const bytes = Buffer.from([0x64, 0x2f, 0xff, 0x2e, 0x61])
    const columns = columnsOf([bytes])
    expect(readPath(columns, 0)).toBe('d/\ufffd.a')
    expect(readPathBytes(columns, 0)).toEqual(bytes)
    expect(isValidUtf8Path(columns, 0)).toBe(false)
    expect(readEntry(columns, 0)).toEqual({
      name: '\ufffd.a',
      path: 'd/\ufffd.a',
      pathBase64: bytes.toString('base64'),
      kind: 'file',
      digests: {},
    })
  })

  it('keeps a byte order mark, a newline and a prototype name as they are', () => {
    for (const path of ['\ufeffa', 'a\nb', '__proto__', 'constructor/10']) {
      const columns = columnsOf([Buffer.from(path)])
      expect(readEntry(columns, 0).path).toBe(path)
      expect(readEntry(columns, 0).pathBase64).toBeUndefined()
    }
  })

  it('reads everything that is known of an entry', () => {
    const builder = new EntryColumnsBuilder(['md5', 'sha256'], 1)
    builder.append(kindFile, Buffer.from('a/b.csv'))
    builder.sizes[0] = 12
    builder.modifiedNs[0] = 1n
    builder.modes[0] = 0o644
    builder.digests.set(Buffer.alloc(32, 0xab), 16)
    builder.digestFlags[0] = 2
    builder.errors.set(0, { code: 'EIO', message: 'bad sector' })
    builder.extras.set(0, { note: 1 })
    expect(readEntry(builder.finish(), 0)).toEqual({
      name: 'b.csv',
      path: 'a/b.csv',
      kind: 'file',
      sizeBytes: 12,
      modifiedUtc: '1970-01-01T00:00:00.000000001Z',
      mode: 0o644,
      digests: { sha256: 'ab'.repeat(32) },
      error: { code: 'EIO', message: 'bad sector' },
      extra: { note: 1 },
    })
  })

  it('reads the target of a link and the type of a special file', () => {
    const builder = new EntryColumnsBuilder([], 1)
    builder.append(kindSymlink, Buffer.from('l'))
    builder.targets.set(0, '../x')
    builder.append(kindSpecial, Buffer.from('p'))
    builder.specials.set(1, 'fifo')
    const columns = builder.finish()
    expect(readEntry(columns, 0)).toMatchObject({ kind: 'symlink', target: '../x' })
    expect(readEntry(columns, 1)).toMatchObject({ kind: 'special', special: 'fifo' })
    expect(readDigest(columns, 0, 0)).toBeUndefined()
  })

  it('reads columns whose memory is shared between threads', () => {
    const plain = columnsOf([Buffer.from('a/ü')])
    const shared = new Uint8Array(new SharedArrayBuffer(plain.pathBytes.length))
    shared.set(plain.pathBytes)
    const columns = { ...plain, pathBytes: shared }
    expect(readEntry(columns, 0).path).toBe('a/ü')
    expect(findPath(columns, Buffer.from('a/ü'))).toBe(0)
  })
})
