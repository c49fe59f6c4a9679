import { mkdir, mkdtemp, realpath, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isReadable, ManifestShelf } from './manifest-shelf.ts'

const longAgo = new Date('2026-01-01')
let folder: string
let shelf: ManifestShelf

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-shelf-')))
  shelf = new ManifestShelf(folder, new AbortController().signal)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function textOf(...digits: string[]): string {
  const records = digits.map((digit) => {
    const record = { source_id: 's', dataset: 'd', checksum: digit.repeat(64), file_path: '/f', file_size: 1 }
    return [record.checksum, { ...record, ts_downloaded: '2026-11-20T00:00:00Z', version: '1' }]
  })
  const metadata = { process: 'loader', etl_version: '1', root_dir: folder }
  return JSON.stringify({ metadata, records: Object.fromEntries(records) })
}

async function write(name: string, text: string, time?: Date): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  if (time !== undefined) await utimes(path, time, time)
  return path
}

describe('a shelf of manifests', () => {
  it('reads a manifest again only when its file is another', async () => {
    await write('a_b.manifest.json', textOf('1'))
    expect(await shelf.refresh()).toEqual({ hasChanged: true, hasNewRecords: true, lookAgainMs: null })
    const [first] = shelf.manifests
    await write('c_d.manifest.json', textOf())
    expect(await shelf.refresh()).toMatchObject({ hasChanged: true, hasNewRecords: false })
    expect(shelf.manifests[0]).toBe(first)
    expect(await shelf.refresh()).toMatchObject({ hasChanged: false })
    await write('a_b.manifest.json', textOf('1', '2'))
    expect(await shelf.refresh()).toMatchObject({ hasChanged: true, hasNewRecords: true })
    await write('a_b.manifest.json', textOf('2'))
    expect(await shelf.refresh()).toMatchObject({ hasChanged: true, hasNewRecords: false })
    await rm(join(folder, 'c_d.manifest.json'))
    expect(await shelf.refresh()).toMatchObject({ hasChanged: true, hasNewRecords: false })
    expect(shelf.manifests).toHaveLength(1)
  })

  it('shows the manifest of before while a damaged one is young, and asks to be looked at again', async () => {
    await write('a_b.manifest.json', textOf('1'))
    await shelf.refresh()
    const [whole] = shelf.manifests
    const half = textOf('1', '2').slice(0, -100)
    const path = await write('a_b.manifest.json', half)
    expect((await shelf.refresh()).lookAgainMs).toBeGreaterThan(0)
    expect(shelf.manifests).toEqual([whole])
    await utimes(path, longAgo, longAgo)
    expect(await shelf.refresh()).toMatchObject({ hasChanged: true, lookAgainMs: null })
    const [damaged] = shelf.manifests
    expect(damaged !== undefined && isReadable(damaged) && damaged.loaded.state).toBe('truncated')
  })

  it('does not show a damaged one that is new before it has settled, and one that is old at once', async () => {
    await write('a_b.manifest.json', '{"metadata": {')
    await write('c_d.manifest.json', '{"metadata": {', longAgo)
    expect((await shelf.refresh()).lookAgainMs).not.toBeNull()
    expect(shelf.manifests.map(({ manifestKey }) => manifestKey)).toEqual(['c_d.manifest.json'])
  })

  it('names what cannot be read, and what is no file', async () => {
    await mkdir(join(folder, 'target'))
    await symlink('target', join(folder, 'a_b.manifest.json'))
    await shelf.refresh()
    const [linked] = shelf.manifests
    expect(linked).toMatchObject({ manifestKey: 'a_b.manifest.json', failure: { code: 'read-failed' } })
    expect((await shelf.refresh()).hasChanged).toBe(false)
    expect(shelf.manifests[0]).toBe(linked)
  })

  it('holds nothing while its folder is gone, and says why it cannot look into one that is there', async () => {
    await write('a_b.manifest.json', textOf('1'))
    await shelf.refresh()
    await rename(folder, `${folder}-away`)
    expect(await shelf.refresh()).toMatchObject({ hasChanged: true })
    expect([shelf.manifests, shelf.failure]).toEqual([[], undefined])
    await writeFile(folder, 'a file')
    expect(await shelf.refresh()).toMatchObject({ hasChanged: true })
    expect(shelf.failure).toMatchObject({ code: 'not-a-directory' })
    await rm(folder)
    await rename(`${folder}-away`, folder)
    await shelf.refresh()
    expect([shelf.manifests.length, shelf.failure]).toEqual([1, undefined])
  })
})
