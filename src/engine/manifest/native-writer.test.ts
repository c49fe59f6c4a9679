import { expect, it } from 'vitest'
import { formatNativeHead, formatNativeTail } from './native-writer.ts'

const head = {
  runId: 'run_20261120_212501',
  timestampUtc: '2026-11-20T21:25:01.123456789Z',
  directory: '/data/"in"\n',
  toolVersion: '0.1.0',
  algorithms: ['sha256'] as const,
  include: ['*.csv'],
  exclude: [],
  junk: [],
  own: [],
}
const tail = {
  status: 'completed' as const,
  fileCount: 1,
  totalSizeBytes: 12,
  errorCount: 0,
  skippedCount: 2,
  finishedUtc: '2026-11-20T21:25:02.000000000Z',
  durationMs: 17,
  sealRoot: 'a'.repeat(64),
  entryCount: 1,
}

it('writes one JSON document with one entry a line', () => {
  const text = `${formatNativeHead(head)}{"name":"a"}${formatNativeTail(tail)}`
  expect(text.endsWith('\n')).toBe(true)
  expect(text.split('\n')).toContain('{"name":"a"}')
  expect(JSON.parse(text)).toEqual({
    format: 'assay-manifest',
    version: 1,
    run_id: head.runId,
    timestamp_utc: head.timestampUtc,
    directory: head.directory,
    tool: { name: 'assay', version: '0.1.0' },
    algorithms: ['sha256'],
    filters: { include: ['*.csv'], exclude: [] },
    files: [{ name: 'a' }],
    status: 'completed',
    file_count: 1,
    total_size_bytes: 12,
    error_count: 0,
    skipped_count: 2,
    finished_utc: tail.finishedUtc,
    duration_ms: 17,
    seal: { kind: 'merkle-sha256', root: tail.sealRoot, entries: 1 },
  })
})

it('says which junk and which files of its own were left out, where there were any', () => {
  const text =
    formatNativeHead({ ...head, junk: ['.DS_Store'], own: ['m.json'] }) + formatNativeTail({ ...tail, entryCount: 0 })
  expect(JSON.parse(text)).toMatchObject({ files: [], filters: { junk: ['.DS_Store'], own: ['m.json'] } })
})
