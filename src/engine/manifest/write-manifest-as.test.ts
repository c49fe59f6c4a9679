import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { digestLengthBytes } from '../../shared/model/digest.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { kindFile, kindSpecial, kindSymlink, type EntryColumns } from '../table/entry-columns.ts'
import { readPathBytes } from '../table/entry-reader.ts'
import { ListFolder } from './formats/list-fixtures.ts'
import type { LoadedManifest } from './loaded-manifest.ts'
import { formatNative } from './manifest-fixtures.ts'
import { readManifest } from './read-manifest.ts'
import { writeManifestAs, type ExportFormat } from './write-manifest-as.ts'

let folder: ListFolder
beforeEach(() => {
  folder = new ListFolder()
})
afterEach(() => folder.remove())

/** A manifest of files of these names, in byte order, each with digests of its own. */
async function loadNames(
  names: readonly Uint8Array[],
  algorithms: readonly DigestAlgorithm[],
): Promise<LoadedManifest> {
  const builder = new EntryColumnsBuilder(algorithms)
  for (const [at, name] of names.toSorted((a, b) => Buffer.compare(a, b)).entries()) {
    const row = builder.append(kindFile, name)
    builder.sizes[row] = at
    builder.digests.fill(at + 1, row * builder.digestStride, (row + 1) * builder.digestStride)
    builder.digestFlags[row] = (1 << algorithms.length) - 1
  }
  return { ...(await folder.read(formatNative([]))), columns: builder.finish() }
}

/** What must survive: exact paths, digests, sizes. */
function toComparable(columns: EntryColumns, hasSizes: boolean): unknown[] {
  return Array.from({ length: columns.count }, (_, row) => [
    readPathBytes(columns, row).toString('latin1'),
    Buffer.from(columns.digests.subarray(row * columns.digestStride, (row + 1) * columns.digestStride)).toString('hex'),
    hasSizes ? columns.sizes[row] : 0,
  ])
}

const hostileByte = fc.constantFrom(0x0a, 0x0d, 0x5c, 0x20, 0x22, 0x28, 0x29, 0x2c, 0x2d, 0x3b, 0x3d, 0x41, 0x80, 0xff)
const name = fc
  .array(fc.oneof(hostileByte, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0x2f ? 0x41 : byte))))
  .filter((bytes) => !['.', '..'].includes(bytes.toString('latin1')))
const names = fc.uniqueArray(name, { maxLength: 12, selector: (bytes) => bytes.toString('latin1') })
const toRefuse = (bytes: Buffer): boolean => bytes.includes(0x0a) || bytes.includes(0x0d)

const formats: readonly [ExportFormat, readonly DigestAlgorithm[], string][] = [
  ['gnu-checksums', ['sha256'], 'SHA256SUMS'],
  ['gnu-checksums', ['blake3'], 'BLAKE3SUMS'],
  ['gnu-checksums', ['xxh3'], 'list'],
  ['bsd-checksums', ['sha512', 'crc32', 'blake3'], 'list'],
  ['hashdeep', ['md5', 'sha1', 'sha256'], 'list'],
]

describe('a manifest written in another format', () => {
  it.each(formats)('comes back from %s with %j as it was, whatever its names', async (format, algorithms, file) => {
    const target = join(folder.path, file)
    await fc.assert(
      fc.asyncProperty(names, async (generated) => {
        const loaded = await loadNames(generated, algorithms)
        const { unlistedCount } = await writeManifestAs(loaded, format, target)
        const unlisted = format === 'hashdeep' ? generated.filter((bytes) => toRefuse(bytes)) : []
        expect(unlistedCount).toBe(unlisted.length)
        if (generated.length === unlisted.length && format !== 'hashdeep') return
        const { columns, rejected } = await readManifest(target, {})
        const hasSizes = format === 'hashdeep'
        const expected = toComparable(loaded.columns, hasSizes).filter(
          (entry) => !unlisted.some((bytes) => bytes.toString('latin1') === (entry as string[])[0]),
        )
        expect(rejected).toEqual([])
        expect(toComparable(columns, hasSizes)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('is a CSV that Python reads, with every cell inert and every name exact in one of two columns', async () => {
    const given = ['=1+1', '+a', '-b', '@c', '\td', '\re', 'f\n,"g"', "'h", '\xff\xfe', 'é plain'].map((text) =>
      Buffer.from(text, text.includes('\xff') ? 'latin1' : 'utf8'),
    )
    const loaded = await loadNames(given, ['md5', 'crc32'])
    const target = join(folder.path, 'list.csv')
    await writeManifestAs(loaded, 'csv', target)
    const script =
      'import csv,json,sys;print(json.dumps(list(csv.DictReader(open(sys.argv[1],newline="",encoding="utf-8")))))'
    const rows = JSON.parse(execFileSync('python3', ['-c', script, target], { encoding: 'utf8' })) as Record<
      string,
      string
    >[]
    expect(Object.keys(rows[0] ?? {}).slice(0, 6)).toEqual([
      'relative_path',
      'path_base64',
      'kind',
      'size_bytes',
      'checksum_md5',
      'checksum_crc32',
    ])
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/u)
    const exact = rows.map(({ relative_path: shown = '', path_base64: base64 = '' }) =>
      base64 === '' ? Buffer.from(shown) : Buffer.from(base64, 'base64'),
    )
    expect(exact.map((bytes) => bytes.toString('hex'))).toEqual(
      given.toSorted((a, b) => Buffer.compare(a, b)).map((bytes) => bytes.toString('hex')),
    )
    expect(rows.filter((row) => row['path_base64'] === '').map((row) => row['relative_path'])).toEqual([
      "'h",
      'f\n,"g"',
      'é plain',
    ])
  })

  it('has links, special files and errors told of, and in a CSV listed', async () => {
    const builder = new EntryColumnsBuilder(['md5'])
    builder.targets.set(builder.append(kindSymlink, Buffer.from('link')), 'there')
    builder.specials.set(builder.append(kindSpecial, Buffer.from('pipe')), 'fifo')
    builder.errors.set(builder.append(kindFile, Buffer.from('sick')), { code: 'EIO', message: 'input/output error' })
    const loaded = { ...(await folder.read(formatNative([]))), columns: builder.finish() }
    const target = join(folder.path, 'out')
    const result = await writeManifestAs(loaded, 'gnu-checksums', target)
    expect(result).toEqual({
      unlistedCount: 0,
      warnings: [expect.stringMatching(/^2 links and special files are not/u)],
    })
    expect(readFileSync(target, 'utf8')).toBe('')
    await writeManifestAs(loaded, 'csv', target)
    expect(readFileSync(target, 'utf8').split('\n').slice(1)).toEqual([
      'link,,symlink,,,,,there,,',
      'pipe,,fifo,,,,,,,',
      'sick,,file,,,,,,EIO,input/output error',
      '',
    ])
  })

  it('cannot pass entries off by the name of its folder', async () => {
    const empty = await loadNames([], ['md5'])
    const directory = '/x\n1,d41d8cd98f00b204e9800998ecf8427e,./forged'
    const target = join(folder.path, 'out')
    await writeManifestAs({ ...empty, summary: { ...empty.summary, directory } }, 'hashdeep', target)
    expect((await readManifest(target, {})).columns.count).toBe(0)
  })

  it('is refused where the format has no place for its digests or needs sizes, and nothing is written', async () => {
    const target = join(folder.path, 'out')
    const two = await loadNames([Buffer.from('a')], ['md5', 'sha512'])
    const refusal = { code: 'bad-usage' }
    await expect(writeManifestAs(two, 'gnu-checksums', target)).rejects.toMatchObject(refusal)
    await expect(writeManifestAs(two, 'hashdeep', target)).rejects.toMatchObject(refusal)
    const list = await folder.read(`${'0'.repeat(2 * digestLengthBytes.md5)}  a\n`)
    await expect(writeManifestAs(list, 'run-manifest', target)).rejects.toMatchObject(refusal)
    const cancelled = writeManifestAs(two, 'csv', target, AbortSignal.abort())
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(target)).toBe(false)
    expect(readdirSync(folder.path).filter((file) => file.includes('tmp'))).toEqual([])
  })

  it('can be a run manifest', async () => {
    const target = join(folder.path, 'out.json')
    const loaded = await loadNames([Buffer.from('a'), Buffer.from('b')], ['md5'])
    await writeManifestAs(loaded, 'run-manifest', target)
    const { summary, columns } = await readManifest(target, {})
    expect(summary).toMatchObject({ format: 'run-manifest', runId: 'run_1', directory: '/data/in', fileCount: 2 })
    expect(toComparable(columns, true)).toEqual(toComparable(loaded.columns, true))
  })
})
