import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors/app-error.ts'
import { digestAlgorithms, digestLengthBytes } from '../../shared/model/digest.ts'
import type { Entry } from '../../shared/model/entry.ts'
import { manifestSummarySchema } from '../../shared/model/manifest.ts'
import { readEntry } from '../table/entry-reader.ts'
import { formatErrorLine, formatFileLine, formatLinkLine, formatSpecialLine } from './entry-line.ts'
import type { LoadedManifest } from './loaded-manifest.ts'
import { fileLine, formatNative, ManifestFolder, sha256Hex } from './manifest-fixtures.ts'
import { readManifest } from './read-manifest.ts'
import { readManifestSummary } from './read-summary.ts'

let folder: ManifestFolder
beforeAll(() => {
  folder = new ManifestFolder()
})
afterAll(() => folder.remove())

const read = (content: string | Uint8Array): Promise<LoadedManifest> => readManifest(folder.write(content), {})

function listEntries({ columns }: LoadedManifest): Entry[] {
  return Array.from({ length: columns.count }, (_, index) => readEntry(columns, index))
}

function listPaths(manifest: LoadedManifest): string[] {
  return listEntries(manifest).map((entry) => entry.path)
}

async function expectInvalid(content: string | Uint8Array, message: RegExp, code = 'manifest-invalid'): Promise<void> {
  const path = folder.write(content)
  const failure: unknown = await readManifest(path, {}).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AppError)
  expect(failure).toMatchObject({ code, path, message: expect.stringMatching(message) })
  expect(failure).toMatchObject({ message: expect.stringContaining(path) })
}

const plainFile: Entry = {
  name: 'a.csv',
  path: 'x/a.csv',
  kind: 'file',
  sizeBytes: 12,
  modifiedUtc: '2023-11-14T22:13:20.123456789Z',
  mode: 0o644,
  digests: { sha256: sha256Hex },
}

describe('a native manifest', () => {
  it('is read with head, tail and every kind of entry', async () => {
    const lines = [
      formatErrorLine({ path: 'd', kind: 'directory', error: { code: 'EACCES', message: 'not "allowed"' } }),
      fileLine('x/a.csv'),
      formatLinkLine({ path: 'x/l', target: 'a.csv' }),
      formatSpecialLine('x/s', undefined, 'fifo'),
      formatErrorLine({ path: 'x/z', sizeBytes: 9, error: { code: 'EIO', message: 'm' } }),
      formatLinkLine({ path: 'y\ufffd', pathBase64: 'ef==', target: '\ufffd', targetBase64: '/w==' }).replace(
        'ef==',
        'ef8=',
      ),
    ]
    const tail = { fileCount: 1, totalSizeBytes: 12, errorCount: 2 }
    const manifest = await read(formatNative(lines, { tail }))
    expect(manifest.rejected).toEqual([])
    expect(manifestSummarySchema.parse(manifest.summary)).toMatchObject({
      format: 'assay-manifest',
      runId: 'run_1',
      timestampUtc: '2026-11-20T21:25:01.123456789Z',
      finishedUtc: '2026-11-20T21:25:02.000000000Z',
      durationMs: 17,
      directory: '/data/in',
      tool: 'assay 0.1.0',
      filters: { include: ['*.csv'], exclude: [], own: ['out.json'], junk: ['.DS_Store'] },
      fileCount: 1,
      totalSizeBytes: 12,
      errorCount: 2,
      skippedCount: 2,
      entryCount: 6,
      seal: { state: 'not-checked' },
      warnings: [],
    })
    const [directory, file, link, special, failed, raw] = listEntries(manifest)
    expect(directory).toMatchObject({ kind: 'directory', error: { code: 'EACCES', message: 'not "allowed"' } })
    expect(file).toEqual(plainFile)
    expect(link).toMatchObject({ kind: 'symlink', target: 'a.csv' })
    expect(special).toMatchObject({ kind: 'special', special: 'fifo' })
    expect(failed).toMatchObject({ kind: 'file', sizeBytes: 9, error: { code: 'EIO' } })
    expect(raw).toMatchObject({ pathBase64: 'ef8=', extra: { target_base64: '/w==' } })
  })

  it('is read without entries', async () => {
    const manifest = await read(formatNative([]))
    expect(manifest.summary).toMatchObject({ entryCount: 0, seal: { state: 'not-checked' }, warnings: [] })
  })

  it('gives back whatever file lines were written', async () => {
    const component = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => !/[/\0:\\]/u.test(text) && text !== '.' && text !== '..')
    const path = fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
    const file = fc.record({
      path,
      sizeBytes: fc.maxSafeNat(),
      modifiedNs: fc.bigInt(-(2n ** 62n), 2n ** 62n),
      mode: fc.nat(0o7777),
      seed: fc.nat(255),
    })
    const files = fc.uniqueArray(file, { selector: (one) => one.path, maxLength: 20 })
    const algorithms = fc.uniqueArray(fc.constantFrom(...digestAlgorithms), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(files, algorithms, async (written, algorithms) => {
        const sorted = written.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
        const digestsOf = (seed: number): string[] =>
          algorithms.map((algorithm) => Buffer.alloc(digestLengthBytes[algorithm], seed).toString('hex'))
        const lines = sorted.map((one) => formatFileLine({ ...one, algorithms, digests: digestsOf(one.seed) }))
        const manifest = await read(formatNative(lines, { algorithms }))
        expect(manifest.columns.algorithms).toEqual(algorithms)
        listEntries(manifest).forEach((entry, index) => {
          const { path, sizeBytes, mode, seed } = sorted[index]!
          expect(entry).toMatchObject({ path, sizeBytes, mode })
          expect(algorithms.map((algorithm) => entry.digests[algorithm])).toEqual(digestsOf(seed))
          expect(manifest.columns.modifiedNs[index]).toBe(sorted[index]!.modifiedNs)
        })
        expect(manifest.columns.count).toBe(sorted.length)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps keys it does not know, and takes hostile names as ordinary', async () => {
    const names = ['10', '2', '__proto__', 'constructor']
    const lines = names.map((name) => fileLine(name).replace(/\}$/u, ',"__proto__":{"x":1},"note":[1]}'))
    const text = formatNative(lines).replace('"run_id"', '"site":{"a":1},"run_id"')
    const manifest = await read(text)
    expect(listPaths(manifest)).toEqual(names)
    expect(manifest.summary.extra).toEqual({ site: { a: 1 } })
    expect(Object.keys(manifest.columns.extras.get(0) ?? {})).toEqual(['__proto__', 'note'])
  })

  it('warns when the tail does not agree with the entries', async () => {
    const { summary } = await read(formatNative([fileLine('a')], { tail: { fileCount: 2, totalSizeBytes: 13 } }))
    expect(summary.warnings).toEqual([
      'The manifest says "file_count" is 2, but its entries add up to 1.',
      'The manifest says "total_size_bytes" is 13, but its entries add up to 12.',
    ])
  })

  it('sorts entries that are out of order, with a warning', async () => {
    const manifest = await read(formatNative([fileLine('b'), fileLine('a/x'), fileLine('a')]))
    expect(listPaths(manifest)).toEqual(['a', 'a/x', 'b'])
    expect(manifest.summary.warnings.join()).toMatch(/not in ascending order/u)
  })

  it('takes a digest by an algorithm its head does not announce', async () => {
    const md5 = 'ff'.repeat(16)
    const manifest = await read(
      formatNative([fileLine('a'), fileLine('b').replace(',"mode"', `,"checksum_md5":"${md5}","mode"`), fileLine('c')]),
    )
    expect(manifest.summary.algorithms).toEqual(['sha256', 'md5'])
    expect(listEntries(manifest).map((entry) => entry.digests)).toEqual([
      { sha256: sha256Hex },
      { sha256: sha256Hex, md5 },
      { sha256: sha256Hex },
    ])
  })
})

describe('hostile paths', () => {
  const dangerous = ['../x', 'a/../../x', '/etc/passwd', 'a\0b', '', '.', 'a/.', 'a//b', 'a/', '..', 'half\ud800']

  it('are rejected with line and reason, and never become entries', async () => {
    const lines = dangerous.map((path) => fileLine(path).replace('half\ufffd', String.raw`half\ud800`))
    const { columns, rejected, summary } = await read(formatNative([...lines, fileLine('ok')]))
    expect(columns.count).toBe(1)
    expect(rejected.map(({ path }) => path)).toEqual(dangerous)
    expect(rejected[0]).toEqual({ path: '../x', line: 5, reason: 'the path climbs out of its folder with ".."' })
    expect(summary.warnings.join()).toMatch(/11 of its entries were rejected/u)
  })

  it('are rejected as exact bytes too', async () => {
    const raw = Buffer.from('../\xff', 'latin1').toString('base64')
    const line = `{"name":"x","relative_path":"x","path_base64":"${raw}","size_bytes":12}`
    const { rejected } = await read(formatNative([line]))
    expect(rejected).toHaveLength(1)
  })

  it.runIf(process.platform !== 'win32')('that only Windows misreads are kept with one warning', async () => {
    const names = ['C:\\x', 'C:x', 'CON', 'COM1.txt', '\\\\srv\\s', 'a/nul', 'aux.c', 'f:stream']
    const sorted = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    const { rejected, summary, columns } = await read(
      formatNative([...sorted, 'zz/config'].map((name) => fileLine(name))),
    )
    expect(rejected).toEqual([])
    expect(columns.count).toBe(9)
    expect(summary.warnings).toEqual([
      '8 entries cannot be restored under the same name on Windows: the first "C:\\\\x".',
    ])
  })
})

describe('the same path twice', () => {
  it('is kept once with a warning when the digest is the same', async () => {
    const manifest = await read(formatNative([fileLine('a'), fileLine('b'), fileLine('a')]))
    expect(listPaths(manifest)).toEqual(['a', 'b'])
    expect(manifest.summary.warnings.join()).toMatch(/listed twice with the same contents/u)
  })

  it('is invalid when the digest differs', async () => {
    await expectInvalid(
      formatNative([fileLine('a'), fileLine('a', 'f'.repeat(64))]),
      /"a" twice with different contents/u,
    )
  })
})

describe('an entry that is not valid', () => {
  const cases: [string, (line: string) => string, RegExp][] = [
    [
      'a short digest',
      (line) => line.replace(sha256Hex, sha256Hex.slice(2)),
      /line 6: "checksum_sha256".*64 hexadecimal/u,
    ],
    ['a digest that is no hex', (line) => line.replace('0123', '012g'), /line 6: "checksum_sha256"/u],
    [
      'an unknown algorithm',
      (line) => line.replace('checksum_sha256', 'checksum_crc'),
      /line 6: "checksum_crc".*known algorithm/u,
    ],
    ['a size as text', (line) => line.replace(':12,', ':"12",'), /line 6: "size_bytes"/u],
    ['a negative size', (line) => line.replace(':12,', ':-1,'), /line 6: "size_bytes"/u],
    ['a fractional size', (line) => line.replace(':12,', ':1.5,'), /line 6: "size_bytes"/u],
    ['a size beyond 2^53', (line) => line.replace(':12,', ':9007199254740992,'), /line 6: "size_bytes"/u],
    ['a missing size', (line) => line.replace('"size_bytes":12,', ''), /line 6: "size_bytes"/u],
    ['a time without an offset', (line) => line.replace('789Z', '789'), /line 6: "modified_utc"/u],
    ['a day not in the calendar', (line) => line.replace('2023-11-14', '2023-02-29'), /line 6: "modified_utc"/u],
    ['a mode as a number', (line) => line.replace('"0644"', '420'), /line 6: "mode"/u],
    ['an unknown kind', (line) => line.replace('{', '{"kind":"door",'), /line 6: "kind"/u],
    ['no path', (line) => line.replace('relative_path', 'path'), /line 6: "relative_path"/u],
    ['base64 that is not canonical', (line) => line.replace('{', '{"path_base64":"YQ",'), /line 6: "path_base64"/u],
    ['an error that is text', (line) => line.replace('{', '{"error":"EIO",'), /line 6: "error"/u],
    ['a number', () => '7', /line 6: expected an entry/u],
    [
      'deep nesting',
      (line) => line.replace('{', `{"x":${'['.repeat(5000)}${']'.repeat(5000)},`),
      /line 6: .*64 levels/u,
    ],
  ]
  it.each(cases)('is refused with its line and field: %s', async (_, change, message) => {
    await expectInvalid(formatNative([fileLine('a'), change(fileLine('b'))]), message)
  })

  it('is refused when its bytes are not UTF-8', async () => {
    const bytes = Buffer.from(formatNative([fileLine('a#b')]))
    bytes[bytes.indexOf('a#b') + 1] = 0xff
    await expectInvalid(bytes, /line 5: is not valid UTF-8/u)
  })
})

describe('a file that is no manifest of ours', () => {
  it('says what it is instead', async () => {
    await expectInvalid('', /is empty/u, 'manifest-not-recognised')
    await expectInvalid('hello', /begins with "h"/u, 'manifest-not-recognised')
    await expectInvalid('[]', /begins with/u, 'manifest-not-recognised')
    await expectInvalid('{"records":{},"metadata":{}}', /no manifest Assay knows/u, 'manifest-not-recognised')
    await expectInvalid('{"format":"bagit","files":[]}', /of the format "bagit"/u, 'manifest-not-recognised')
    const newer = formatNative([]).replace('"version":1', '"version":2')
    await expectInvalid(newer, /of version 2/u, 'manifest-version-unsupported')
    await expectInvalid(JSON.stringify(JSON.parse(newer), null, 2), /of version 2/u, 'manifest-version-unsupported')
  })

  it('may be missing, a folder, a device or a pipe, and none is waited on', async () => {
    await expect(readManifest(join(folder.path, 'none'), {})).rejects.toMatchObject({ code: 'not-found' })
    await expect(readManifest(folder.path, {})).rejects.toMatchObject({ code: 'not-a-file' })
    await expect(readManifestSummary(folder.path)).rejects.toMatchObject({ code: 'not-a-file' })
    if (process.platform === 'win32') return
    await expect(readManifest('/dev/zero', {})).rejects.toMatchObject({ code: 'not-a-file' })
    const pipe = join(folder.path, 'pipe')
    execFileSync('mkfifo', [pipe])
    await expect(readManifest(pipe, {})).rejects.toMatchObject({ code: 'not-a-file' })
  })
})

describe('reading', () => {
  it('reports progress, and ends when cancelled', async () => {
    const path = folder.write(formatNative([fileLine('a')]))
    const phases: string[] = []
    await readManifest(path, { onProgress: (progress) => phases.push(progress.phase) })
    expect(phases).toContain('preparing')
    await expect(readManifest(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('takes head and tail alone for a summary, whatever the entries', async () => {
    const text = formatNative([fileLine('a'), 'nonsense'], { tail: { fileCount: 7, errorCount: 1, entryCount: 8 } })
    const summary = manifestSummarySchema.parse(await readManifestSummary(folder.write(text)))
    expect(summary).toMatchObject({ fileCount: 7, entryCount: 8, status: 'completed', seal: { state: 'not-checked' } })
    const empty = await readManifestSummary(folder.write(formatNative([])))
    expect(empty).toMatchObject({ entryCount: 0, seal: { state: 'not-checked' } })
  })
})
