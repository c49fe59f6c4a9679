import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  digestOf,
  ManifestFolder,
  manifestText,
  metadataOf,
  moduleRecord,
  strategyRecord,
} from './pipeline-fixtures.ts'
import { readProcessManifest, type LoadedProcessManifest } from './read-process-manifest.ts'

let folder: ManifestFolder
beforeEach(() => {
  folder = new ManifestFolder()
})
afterEach(() => folder.remove())

const a = digestOf('a')
const shortA = `records["${a.slice(0, 12)}…"]`

function load(text: string | Buffer, name?: string): Promise<LoadedProcessManifest> {
  return readProcessManifest(folder.write(text, name))
}

function findings({ problems }: LoadedProcessManifest): string[] {
  return problems.map(({ field, reason, line }) => `${field} ${reason} line ${line}`)
}

describe('readProcessManifest', () => {
  it('reads both shapes of records and tells both namings apart', async () => {
    const strategy = await load(manifestText([strategyRecord('a'), strategyRecord('b')]))
    expect(strategy).toMatchObject({
      state: 'valid',
      pattern: 'domain-process',
      domain: 'systems',
      process: 'extractor',
    })
    expect([...strategy.records.keys()]).toEqual([a, digestOf('b')])
    const module = await load(manifestText([moduleRecord('a')]), 'extractor_v1.0.0.json')
    expect(module).toMatchObject({ state: 'valid', pattern: 'process-version', domain: null, problems: [] })
    expect(module.records.get(a)).toEqual(moduleRecord('a'))
    expect(Object.isFrozen(module.records.get(a))).toBe(true)
  })

  it.each([
    ['a checksum that is none', { checksum: 'abc' }, 'checksum', 'bad-checksum'],
    ['a checksum of letters that are no digits', { checksum: 'g'.repeat(64) }, 'checksum', 'bad-checksum'],
    ['no bytes', { file_size: 0 }, 'file_size', 'bad-size'],
    ['fewer bytes than none', { file_size: -1 }, 'file_size', 'bad-size'],
    ['a part of a byte', { file_size: 1.5 }, 'file_size', 'bad-size'],
    ['more bytes than a number holds', { file_size: 2 ** 53 }, 'file_size', 'bad-size'],
    ['a number written as text', { file_size: '123' }, 'file_size', 'wrong-type'],
    ['no size at all', { file_size: undefined }, 'file_size', 'missing-field'],
    ['a number for a text', { source_id: 7 }, 'source_id', 'wrong-type'],
    ['a list for an ETag', { etag: [] }, 'etag', 'wrong-type'],
    ['a time that is none', { ts_downloaded: 'yesterday' }, 'ts_downloaded', 'bad-time'],
    ['a day that is in no calendar', { ts_downloaded: '2026-02-30T00:00:00Z' }, 'ts_downloaded', 'bad-time'],
    ['a path with NUL', { file_path: 'a\0b' }, 'file_path', 'bad-path'],
    ['an empty path', { file_path: '' }, 'file_path', 'bad-path'],
    ['another checksum than its key', { checksum: digestOf('b') }, 'checksum', 'key-mismatch'],
  ])('names file, field and line of a record with %s, and keeps the others', async (_, changes, field, reason) => {
    const good = strategyRecord('good')
    const bad = strategyRecord('a', changes)
    const records = { [a]: bad, [digestOf('good')]: good }
    const text = JSON.stringify({ metadata: metadataOf(2), records }, null, 4)
    const manifest = await load(text)
    const lines = text.split('\n')
    const line = lines.findIndex((line, i) => i > 9 && line.trimStart().startsWith(`"${field}"`)) + 1
    const place = changes && Object.values(changes)[0] === undefined ? 11 : line
    expect(findings(manifest)).toEqual([`${shortA}.${field} ${reason} line ${place}`])
    expect(manifest.problems[0]).toMatchObject({ path: ['records', a, field], key: a })
    expect(manifest.state).toBe('invalid')
    expect([...manifest.records.values()]).toEqual([good])
  })

  it('names every fault of every record, not the first alone', async () => {
    const bad = (name: string) => strategyRecord(name, { file_size: 0, version: 1, ts_downloaded: null })
    const manifest = await load(manifestText([bad('a'), bad('b'), moduleRecord('c', { is_verified: 'yes' })]))
    expect(manifest.problemCount).toBe(7)
    expect(manifest.records.size).toBe(0)
  })

  it('counts beyond ten thousand faults without listing them', async () => {
    const records = Array.from({ length: 10_050 }, (_, i) => strategyRecord(`r${i}`, { file_size: 0 }))
    const manifest = await load(manifestText(records))
    expect([manifest.problems.length, manifest.problemCount]).toEqual([10_000, 10_050])
  })

  it('takes a key in other letters for its checksum, and a size written as 1.0', async () => {
    const text = manifestText([strategyRecord('a', { file_size: 7654321 })])
    const manifest = await load(text.replace(a, a.toUpperCase()).replace('7654321', '7654321.0'))
    expect(manifest.state).toBe('valid')
    expect([...manifest.records.keys()]).toEqual([a.toUpperCase()])
  })

  it('finds keys that stand twice, which a parser would drop', async () => {
    const text = manifestText([strategyRecord('a')])
    const twice = text.replace('"records": {', `"records": {\n        "${a}": ${JSON.stringify(strategyRecord('a'))},`)
    expect(findings(await load(twice))).toEqual([`${shortA} duplicate-key line 12`])
    const field = text.replace('"etag": null,', '"etag": null, "etag": "x",')
    expect(findings(await load(field))).toEqual([`${shortA}.etag duplicate-field line 17`])
    const root = text.replace('"records": {', '"metadata": {},\n"records": {')
    expect(findings(await load(root))).toEqual(['metadata duplicate-key line 10'])
  })

  it('says where a truncated file ends, and reads the whole records before', async () => {
    const text = manifestText([strategyRecord('a'), strategyRecord('b'), strategyRecord('c')])
    const cut = text.indexOf(digestOf('c')) + 200
    const manifest = await load(text.slice(0, cut))
    expect(manifest.state).toBe('truncated')
    expect([...manifest.records.keys()]).toEqual([a, digestOf('b')])
    expect(manifest.problems).toMatchObject([{ reason: 'truncated', byteOffset: cut, key: digestOf('c') }])
    expect(manifest.problems[0]?.line).toBe(text.slice(0, cut).split('\n').length)
    expect(manifest.warnings).toMatchObject([
      { reason: 'count-differs', message: 'is 3, but only 2 could be read without a fault' },
    ])
  })

  it('points at the line of the file where a record is no JSON, not at one counted within the record', async () => {
    const text = manifestText([strategyRecord('a'), strategyRecord('b', { source_id: 'bäd' })])
    const damaged = text.replace('"source_id": "bäd",', '"source_id": "bäd", @@@@')
    const line = damaged.slice(0, damaged.indexOf('@@@@')).split('\n').length
    const [problem] = (await load(damaged)).problems
    expect([problem?.reason, problem?.key, problem?.line]).toEqual(['bad-syntax', digestOf('b'), line])
    expect(problem?.message).not.toMatch(/position|column/u)
  })

  it('is truncated, with all records, when only the last brace is gone', async () => {
    const manifest = await load(manifestText([strategyRecord('a')]).slice(0, -1))
    expect([manifest.state, manifest.records.size]).toEqual(['truncated', 1])
  })

  it.each([
    ['bytes of zero', (text: string) => text.replace(/"source_id": "bad"/u, '\0\0\0\0')],
    ['a quote gone', (text: string) => text.replace('"source_id": "bad"', '"source_id": "bad')],
    ['a brace gone', (text: string) => text.replace(/("source_id": "bad"[^}]*)\}/u, '$1')],
    [
      'a line of something else',
      (text: string) => text.replace('"source_id": "bad"', '<<<<<<< HEAD\n"source_id": "bad"'),
    ],
    ['NaN for a number', (text: string) => text.replace('"file_size": 666', '"file_size": NaN')],
  ])('reads the records before and behind damage: %s', async (_, damage) => {
    const bad = strategyRecord('bad', { source_id: 'bad', file_size: 666 })
    const manifest = await load(damage(manifestText([strategyRecord('a'), bad, strategyRecord('c')])))
    expect([...manifest.records.keys()]).toEqual([a, digestOf('c')])
    expect(manifest.problemCount).toBeGreaterThan(0)
    expect(manifest.problems[0]?.key).toBe(digestOf('bad'))
  })

  it.each([
    ['', 'empty-file'],
    [' \n', 'empty-file'],
    ['<html>', 'not-json'],
    ['[]', 'not-json'],
    ['{}', 'not-a-process-manifest'],
    ['{"format":"assay-manifest"}', 'not-a-process-manifest'],
    ['{"metadata": {}', 'truncated'],
    ['{"metadata": 1, "records": []}', 'invalid'],
    ['{"records": {}}', 'invalid'],
    [`${manifestText([])}x`, 'not-json'],
  ])('tells what %j is: %s', async (text, state) => {
    const manifest = await load(text)
    expect(manifest.state).toBe(state)
    expect(manifest.problemCount).toBeGreaterThan(0)
  })

  it('reads a byte order mark, CRLF and one-line JSON, and warns where Python would not read it', async () => {
    const text = manifestText([strategyRecord('a')])
    const marked = await load(`\uFEFF${text.replaceAll('\n', '\r\n')}`)
    expect([marked.state, marked.warnings.map(({ reason }) => reason)]).toEqual(['valid', ['byte-order-mark']])
    expect((await load(JSON.stringify(JSON.parse(text)))).state).toBe('valid')
  })

  it('warns when the count is not that of the records, and does not call it a fault', async () => {
    const manifest = await load(manifestText([strategyRecord('a')], { total_records: 5 }))
    expect(manifest.state).toBe('valid')
    expect(manifest.warnings).toMatchObject([{ reason: 'count-differs', field: 'metadata.total_records', line: 6 }])
  })

  it('keeps keys it does not know, and is not led astray by __proto__', async () => {
    const text = manifestText([strategyRecord('a', { note: { deep: [1] } })], { owner: 'me' })
    const manifest = await load(text.replace('"records": {', '"records": {"__proto__": {"file_size": 1},'))
    expect(manifest.records.get(a)?.['note']).toEqual({ deep: [1] })
    expect(manifest.metadata?.['owner']).toBe('me')
    expect(new Set(manifest.problems.map(({ key }) => key))).toEqual(new Set(['__proto__']))
  })

  it('refuses to follow JSON nested very deep', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const manifest = await load(manifestText([strategyRecord('a', { note: 'X' })]).replace('"X"', deep))
    expect(findings(manifest)).toEqual([`${shortA} too-deep line 11`])
  })

  it('tells a record with bytes that are not UTF-8', async () => {
    const text = manifestText([strategyRecord('a', { dataset: 'XX' }), strategyRecord('b')])
    const bytes = Buffer.from(text)
    bytes[bytes.indexOf('XX')] = 0xff
    const manifest = await load(bytes)
    expect(findings(manifest)).toEqual([`${shortA} not-utf8 line 11`])
    expect(manifest.records.size).toBe(1)
  })

  it('fails on what is no file at all', async () => {
    await expect(readProcessManifest(`${folder.path}/none.json`)).rejects.toMatchObject({ code: 'not-found' })
    await expect(readProcessManifest(folder.path)).rejects.toMatchObject({ code: 'not-a-file' })
  })

  it('stops when it is cancelled', async () => {
    const path = folder.write(manifestText(Array.from({ length: 9000 }, (_, i) => strategyRecord(`r${i}`))))
    const loading = readProcessManifest(path, { signal: AbortSignal.abort() })
    await expect(loading).rejects.toMatchObject({ code: 'cancelled' })
  })
})
