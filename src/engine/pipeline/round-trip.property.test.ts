import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { ProcessMetadata, ProcessRecord } from '../../shared/model/process-manifest.ts'
import { formatTimeUs, readTimeUs } from '../../shared/model/process-time.ts'
import { appendRecords, formatProcessManifest, parseDocument } from './manifest-document.ts'
import {
  digestOf,
  ManifestFolder,
  manifestText,
  metadataOf,
  moduleRecord,
  strategyRecord,
} from './pipeline-fixtures.ts'
import { parseManifestBytes, readProcessManifest } from './read-process-manifest.ts'

let folder: ManifestFolder
beforeEach(() => {
  folder = new ManifestFolder()
})
afterEach(() => folder.remove())

const text = fc.string({ unit: 'binary', maxLength: 12 })
const pathText = text.filter((path) => path !== '' && !path.includes('\0'))
const times = fc.integer({ min: 0, max: 4e15 }).map(formatTimeUs)
const extra = fc
  .dictionary(fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 2 })
  // JSON has no -0.
  .map((fields) => JSON.parse(JSON.stringify(fields)) as object)

const strategy = fc
  .record({
    source_id: text,
    dataset: text,
    file_path: pathText,
    file_size: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
    ts_downloaded: times,
  })
  .map((fields) => (name: string) => strategyRecord(name, fields))
const module = fc
  .record({ filename: text, filepath: pathText, is_verified: fc.boolean(), etag: fc.option(text), updated_at: times })
  .map((fields) => (name: string) => moduleRecord(name, fields))
const records = fc
  .array(fc.tuple(fc.oneof(strategy, module), extra), { maxLength: 6 })
  .map((makers) => makers.map(([make, more], i) => ({ ...more, ...make(`r${i}`) }) as ProcessRecord))
const metadata = fc
  .record({ process: text.filter((name) => name !== ''), etl_version: text, root_dir: text })
  .map((fields) => metadataOf(0, fields) as ProcessMetadata)
const layouts = fc.constantFrom<((text: string) => string)[]>(
  (text) => text,
  (text) => JSON.stringify(JSON.parse(text)),
  (text) => JSON.stringify(JSON.parse(text), null, 2),
  (text) => JSON.stringify(JSON.parse(text), null, '\t'),
  (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}\r\n`,
)

function keyed(list: readonly ProcessRecord[]): (readonly [string, ProcessRecord])[] {
  return list.map((record) => [record.checksum, record] as const)
}

describe('manifests, whatever is in them', () => {
  it('are read as they were written, and written as they were read', async () => {
    await fc.assert(
      fc.asyncProperty(metadata, records, async (metadata, list) => {
        const written = formatProcessManifest({ ...metadata, total_records: list.length }, keyed(list))
        const read = await readProcessManifest(folder.write(written))
        expect(read.problems).toEqual([])
        expect([...read.records.values()]).toEqual(list)
        expect(formatProcessManifest(read.metadata!, read.records)).toBe(written)
        expect(JSON.parse(written)).toEqual(
          JSON.parse(JSON.stringify({ metadata: read.metadata, records: Object.fromEntries(keyed(list)) })),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('grow in any layout by what is added alone', async () => {
    await fc.assert(
      fc.asyncProperty(metadata, records, records, layouts, async (metadata, before, more, layout) => {
        const added = more.map((record, i): ProcessRecord => ({ ...record, checksum: digestOf(`new ${i}`) }))
        fc.pre(added.length > 0)
        const bytes = Buffer.from(layout(formatProcessManifest(metadata, keyed(before))))
        const document = (await parseDocument('m', bytes)).accept()
        const grown = appendRecords(document, added, 1)
        const next = (await parseDocument('m', grown, document)).accept()
        expect([...next.records.values()]).toEqual([...before, ...added])
        expect(next.metadata).toEqual({
          ...metadata,
          total_records: before.length + added.length,
          ts_updated: formatTimeUs(1),
        })
        const { start, end } = document.recordsSpan
        expect(grown.includes(bytes.subarray(start, end))).toBe(true)
        expect((await parseManifestBytes(grown, {})).problems.count).toBe(0)
      }),
      { numRuns: 100 },
    )
  })

  it('never make the reader throw, damaged at any byte, and are called whole only when a parser finds the same in them', async () => {
    const whole = Buffer.from(manifestText(['a', 'b', 'c'].map((name) => strategyRecord(name))))
    const damage = fc.record({ at: fc.nat(whole.length), length: fc.nat(40), bytes: fc.uint8Array({ maxLength: 40 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        let bytes = whole
        for (const { at, length, bytes: put } of damages) {
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + length)])
        }
        const { records, problems, metadata } = await parseManifestBytes(bytes, {})
        for (const [key, record] of records) expect(record.checksum.toLowerCase()).toBe(key.toLowerCase())
        if (problems.count === 0) {
          const parsed = JSON.parse(bytes.toString('utf8')) as { metadata: unknown; records: object }
          expect([parsed.metadata, Object.keys(parsed.records).length]).toEqual([metadata, records.size])
        }
        for (const problem of problems.problems) expect(problem.line).toBeGreaterThan(0)
      }),
      { numRuns: 400 },
    )
  })

  it('have times that are read as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (timeUs) => {
        expect(readTimeUs(formatTimeUs(timeUs))).toBe(timeUs)
      }),
    )
  })
})
