import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { digestOf } from '../../../../tests/helpers/pipeline-services.ts'
import { takeHoldings, type Holdings } from './holdings.ts'
import { ManifestShelf } from './manifest-shelf.ts'
import { UnknownList } from './unknown-list.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unknown-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = new Date().toISOString()
const pathOf = (name: string): string => join(folder, 'data', name)
const stranger = (name: string) => ({ path: pathOf(name), sizeBytes: 1, modifiedMs: 0 })
const copy = (name: string, content: string) => ({ ...stranger(name), sha256: digestOf(content) })
const namesOf = (list: UnknownList, offset = 0, limit = 10): string[] =>
  list.slice(offset, limit).map(({ path }) => basename(path))

/** A manifest that records these files, each with its name as its content. */
async function hold(...names: readonly string[]): Promise<Holdings> {
  const records = names.map((name) => {
    const told = { source_id: 's', dataset: 'd', etag: null, ts_downloaded: now, version: '1' }
    return { ...told, checksum: digestOf(name), file_path: pathOf(name), file_size: name.length }
  })
  const about = { process: 'extractor', etl_version: '1', root_dir: folder, ts_created: now, ts_updated: now }
  const metadata = { ...about, total_records: records.length }
  const byChecksum = Object.fromEntries(records.map((record) => [record.checksum, record]))
  writeFileSync(join(folder, 'a_b.manifest.json'), JSON.stringify({ metadata, records: byChecksum }, null, 4))
  const shelf = new ManifestShelf(folder, new AbortController().signal)
  await shelf.refresh()
  return takeHoldings(shelf)
}

it('lists copies of recorded files behind the others, and gives both in windows', async () => {
  const holdings = await hold('kept')
  const list = new UnknownList()
  expect(list.strangerCount).toBeNull()
  list.take([copy('k1', 'kept'), stranger('a'), copy('k2', 'kept'), stranger('kept'), stranger('b')], holdings)
  expect([list.strangerCount, list.copyCount, list.fileCount]).toEqual([2, 2, 4])
  expect(namesOf(list)).toEqual(['a', 'b', 'k1', 'k2'])
  expect([namesOf(list, 1, 2), namesOf(list, 3, 2), namesOf(list, 4, 2)]).toEqual([['b', 'k1'], ['k2'], []])
})

it('adds what a check finds on its way to what is known, each file once', async () => {
  const holdings = await hold('kept')
  const list = new UnknownList()
  list.take([stranger('a'), copy('k1', 'kept')], holdings)
  list.add([stranger('a'), stranger('b')], holdings)
  list.add([stranger('c')], holdings)
  expect(namesOf(list)).toEqual(['a', 'b', 'c', 'k1'])
})

it('leaves out what was recorded since', async () => {
  const list = new UnknownList()
  list.take([stranger('a'), stranger('b')], await hold('kept'))
  list.refresh(await hold('kept', 'a'))
  expect(namesOf(list)).toEqual(['b'])
})
