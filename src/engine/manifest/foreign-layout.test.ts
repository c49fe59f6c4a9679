import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors/app-error.ts'
import { readPath } from '../table/entry-reader.ts'
import { checkManifestSeal } from './check-seal.ts'
import { formatErrorLine } from './entry-line.ts'
import { JsonDocument } from './json-document.ts'
import { fileLine, formatNative, ManifestFolder } from './manifest-fixtures.ts'
import { readManifest } from './read-manifest.ts'
import { readManifestSummary } from './read-summary.ts'

let folder: ManifestFolder
beforeAll(() => {
  folder = new ManifestFolder()
})
afterAll(() => folder.remove())

const lines = [
  fileLine('a {"[b]'),
  fileLine('b'),
  formatErrorLine({ path: 'ü', error: { code: 'EIO', message: 'it, \\failed]}' } }),
]
const native = formatNative(lines, { tail: { fileCount: 2, totalSizeBytes: 24, errorCount: 1 } })
const parsed = JSON.parse(native) as Record<string, unknown>

/** What reading ended in: the error's code, or the number of entries. Any other end fails the test. */
async function outcomeOf(content: Uint8Array): Promise<string | number> {
  const path = folder.write(content)
  const codes: string[] = []
  for (const read of [readManifest, readManifestSummary, checkManifestSeal]) {
    const failure: unknown = await read(path, {}).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (failure === undefined) continue
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).not.toMatchObject({ code: 'read-failed' })
    if (failure instanceof AppError) codes.push(failure.code)
  }
  return codes[0] ?? (await readManifest(path, {})).columns.count
}

describe('a manifest laid out by another program', () => {
  const reordered = Object.fromEntries(Object.entries(parsed).toReversed())
  const layouts: [string, string][] = [
    ['indented', JSON.stringify(parsed, null, 2)],
    ['on one line', JSON.stringify(parsed)],
    ['with its keys in another order', JSON.stringify(reordered, null, '\t')],
    ['with a byte order mark', `\ufeff${native}`],
    ['with CRLF', native.replaceAll('\n', '\r\n')],
    ['with entries of several lines', native.replaceAll(',"size_bytes"', ',\n"size_bytes"')],
    ['with two entries in a line', native.replace('},\n{', '},{')],
  ]
  it.each(layouts)('is read the same: %s', async (_, text) => {
    const path = folder.write(text)
    const { columns, summary, rejected } = await readManifest(path, {})
    const paths = Array.from({ length: columns.count }, (_unused, index) => readPath(columns, index))
    expect(paths).toEqual(['a {"[b]', 'b', 'ü'])
    expect(rejected).toEqual([])
    expect(summary).toMatchObject({ runId: 'run_1', fileCount: 2, errorCount: 1, skippedCount: 2, warnings: [] })
    expect(['not-checkable', 'broken']).toContain(summary.seal.state)
    expect(summary.seal.reason).toMatch(/altered|laid out anew/u)
    expect((await readManifestSummary(path)).fileCount).toBe(2)
    expect(['not-checkable', 'broken']).toContain((await checkManifestSeal(path, {})).state)
  })

  it('is read across chunks of any size', () => {
    const text = Buffer.from(`\ufeff${JSON.stringify(parsed, null, 1)}\n`)
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 200 }), (chunkBytes) => {
        const items: unknown[] = []
        const values = new Map<string, unknown>()
        const document = new JsonDocument('m', {
          listKey: 'files',
          onListStart: () => undefined,
          onItem: (item) => items.push(JSON.parse(item.toString('utf8'))),
          onValue: (key, value) => values.set(key, value),
        })
        for (let at = 0; at < text.length; at += chunkBytes) document.feed(text.subarray(at, at + chunkBytes))
        document.finish()
        expect({ ...Object.fromEntries(values), files: items }).toEqual(parsed)
      }),
    )
  })

  it('is read the same where its chunks end, and names the line of what is wrong after entries that were not', async () => {
    const files = Array.from({ length: 20_000 }, (_, i) => ({ relative_path: `f${100_000 + i}`, size_bytes: i }))
    const text = JSON.stringify(
      { run_id: 'r', timestamp_utc: '2026-11-01T00:00:00Z', directory: '/', status: '', files },
      null,
      2,
    )
    const { columns } = await readManifest(folder.write(text), {})
    expect(Buffer.byteLength(text)).toBeGreaterThan(1024 * 1024)
    expect(columns.count).toBe(20_000)
    expect(columns.sizes).toEqual(Float64Array.from(files, ({ size_bytes }) => size_bytes))
    const bad = text.replace('"size_bytes": 19999', '"size_bytes": -1')
    const line = 6 + 4 * 19_999 + 1
    await expect(readManifest(folder.write(bad), {})).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`line ${line}\\b.*size_bytes`, 'u')),
    })
  })

  it('is refused with the byte offset and what was expected', async () => {
    const refusals: [string, RegExp][] = [
      ['{"run_id" "x"}', /line 1, byte 10: expected a colon, found """/u],
      ['{"run_id":"x",}', /byte 14: expected a key, found "\}"/u],
      ['{"run_id":"x"} x', /byte 15: expected nothing more/u],
      ['{"run_id":"x","files":[{"relative_path":"a","size_bytes":1}{}]}', /expected a comma or the end of the list/u],
      ['{"run_id":"x","files":[{"name":nul}]}', /line 1, byte 23: the value is not JSON/u],
      ['{"run_id":"x",\n"a":"\xff', /ends within the value of "a", at byte 21/u],
      ['{"run_id":"x","files":[{"na', /ends within an entry, at byte 27/u],
      ['{"run_id":"x","files":7}', /"files" that is not a list/u],
      ['{"run_id":"x"}', /no list "files"/u],
      ['{"run_id":"x","files":[],"files":[]}', /two lists/u],
      ['{"run_id":"x","run_id":"y","files":[]}', /"run_id" stands twice/u],
      ['{"run_id":7,"files":[]}', /invalid "run_id"/u],
      [`{"run_id":"x","a":${'['.repeat(100_000)}`, /deeper than 64/u],
      [`{"run_id":"x","a":"${'x'.repeat(17_000_000)}`, /larger than 16 MiB/u],
    ]
    for (const [text, message] of refusals) {
      const path = folder.write(Buffer.from(text, 'latin1'))
      await expect(readManifest(path, {})).rejects.toMatchObject({ path, message: expect.stringMatching(message) })
    }
  })
})

describe('a damaged manifest', () => {
  it('gives a clean error when it is cut off at any byte', async () => {
    const bytes = Buffer.from(formatNative([fileLine('a'), fileLine('b')]))
    for (let length = 0; length < bytes.length - 1; length += 1) {
      expect(await outcomeOf(bytes.subarray(0, length))).toMatch(/^manifest-(invalid|not-recognised)$/u)
    }
    expect(await outcomeOf(bytes.subarray(0, -1))).toBe(2)
  })

  it('never crashes the reader, whatever bytes are changed', async () => {
    const sources = [Buffer.from(native), Buffer.from(JSON.stringify(parsed, null, 2))]
    const change = fc.record({ at: fc.nat(4000), byte: fc.integer({ min: 0, max: 255 }) })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (source, changes) => {
          const bytes = Buffer.from(source)
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte
          await outcomeOf(bytes)
        },
      ),
      { numRuns: 500 },
    )
  })
})
