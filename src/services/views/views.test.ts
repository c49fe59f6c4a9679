import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainHost, TestServices } from '../../../tests/helpers/start-services.ts'
import type { RequestOutput } from '../../shared/ipc/contract.ts'
import type { TableQuery } from '../../shared/ipc/table-schemas.ts'

let services: TestServices

beforeEach(async () => {
  services = await TestServices.start()
})
afterEach(() => services.close())

const everything: TableQuery = {
  layout: 'list',
  search: '',
  chips: [],
  folder: '',
  sort: { column: 'path', isDescending: false },
}

/** Puts a manifest of the paths into the library and answers its id. */
async function addManifest(paths: readonly string[], name = 'm'): Promise<string> {
  const files = paths.map((path) => ({
    name: path.split('/').at(-1),
    relative_path: path,
    size_bytes: 3,
    checksum_md5: '900150983cd24fb0d6963f7d28e17f72',
    modified_utc: '2026-01-01T00:00:00.000001+00:00',
  }))
  const head = { run_id: name, timestamp_utc: '2026-01-01T00:00:00+00:00', directory: services.data }
  const tail = { status: 'completed', file_count: paths.length, total_size_bytes: 3 * paths.length, files }
  const path = join(services.root, `${name}.json`)
  await writeFile(path, JSON.stringify({ ...head, ...tail }, null, 2))
  return (await services.call('library.add', { token: services.tokenOf(path) })).manifestId
}

function open(manifestId: string): Promise<RequestOutput<'manifest.open'>> {
  return services.call('manifest.open', { manifestId })
}

describe('an opened manifest', () => {
  it('answers its rows, details and treemap', async () => {
    const { viewId, summary, fileName } = await open(await addManifest(['a/x', 'a/y', 'b']))
    expect([fileName, summary.fileCount, summary.seal.state]).toEqual(['m.json', 3, 'none'])
    const totals = await services.call('table.query', { viewId, query: { ...everything, search: 'Y' } })
    expect(totals).toMatchObject({ rowCount: 1, matchedCount: 1, matchedSizeBytes: 3 })
    const { rows } = await services.call('table.window', { viewId, offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ type: 'entry', path: 'a/y', sizeBytes: 3 }])
    const { entry } = await services.call('table.entry', { viewId, index: 1 })
    expect(entry).toMatchObject({ path: 'a/y', digests: { md5: '900150983cd24fb0d6963f7d28e17f72' } })
    const { nodes } = await services.call('table.treemap', { viewId, folder: '', maxNodes: 100 })
    expect(nodes.map(({ path }) => path)).toEqual(expect.arrayContaining(['a', 'b']))
  })

  it('opens and closes folders of its tree', async () => {
    const { viewId } = await open(await addManifest(['a/x', 'a/y', 'b']))
    const { rowCount } = await services.call('table.query', { viewId, query: { ...everything, layout: 'tree' } })
    const toggled = await services.call('table.toggle', { viewId, folder: 'a', isExpanded: true, all: false })
    expect(toggled.rowCount).toBe(rowCount + 2)
    const located = await services.call('table.locate', { viewId, path: 'a/y' })
    expect(located).toEqual({ offset: 2, rowCount: 4 })
  })

  it('is filtered apart from the same manifest in another window', async () => {
    const manifestId = await addManifest(['a', 'b', 'c'])
    const [one, two] = await Promise.all([open(manifestId), open(manifestId)])
    await services.call('table.query', { viewId: one.viewId, query: { ...everything, search: 'b' } })
    await services.call('table.query', { viewId: two.viewId, query: everything })
    const rowsOf = async (viewId: string): Promise<number> =>
      (await services.call('table.window', { viewId, offset: 0, limit: 10 })).rows.length
    expect([await rowsOf(one.viewId), await rowsOf(two.viewId)]).toEqual([1, 3])
  })

  it('warns of entries it refused', async () => {
    const { summary } = await open(await addManifest(['../out', 'in']))
    expect(summary.warnings.join('\n')).toContain('../out')
  })

  it('is closed once it is the one of seven used longest ago', async () => {
    const manifestId = await addManifest(['a'])
    const views: string[] = []
    for (let i = 0; i < 6; i++) views.push((await open(manifestId)).viewId)
    await services.call('table.entry', { viewId: views[0]!, index: 0 })
    await open(manifestId)
    await expect(services.call('table.entry', { viewId: views[1]!, index: 0 })).rejects.toMatchObject({
      code: 'unknown-view',
    })
    expect((await services.call('table.entry', { viewId: views[0]!, index: 0 })).entry.path).toBe('a')
  })

  it('is unknown after it was closed', async () => {
    const { viewId } = await open(await addManifest(['a']))
    await services.call('manifest.close', { viewId })
    const asking = services.call('table.window', { viewId, offset: 0, limit: 1 })
    await expect(asking).rejects.toMatchObject({ code: 'unknown-view' })
  })

  it('says what is wrong with a file that is damaged in its middle', async () => {
    const manifestId = await addManifest(['a', 'b'])
    await writeFile(join(services.root, 'm.json'), '{"run_id":"m","files":[{"name":"a"}')
    await expect(open(manifestId)).rejects.toMatchObject({ path: join(services.root, 'm.json') })
  })
})

describe('reveal', () => {
  const revealed: string[] = []
  const fileManagerHost = {
    capabilities: { ...plainHost.capabilities, canRevealInFileManager: true },
    reveal: (path: string) => {
      revealed.push(path)
      return Promise.resolve()
    },
  }

  it('shows an entry that is there, and says when it is gone', async () => {
    await mkdir(join(services.data, 'a'))
    await writeFile(join(services.data, 'a', 'x'), 'abc')
    await services.restart(fileManagerHost)
    const { viewId } = await open(await addManifest(['a/x', 'b']))
    await services.call('entry.reveal', { viewId, index: 0 })
    expect(revealed).toEqual([join(services.data, 'a', 'x')])
    await expect(services.call('entry.reveal', { viewId, index: 1 })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is refused where there is no file manager', async () => {
    const { viewId } = await open(await addManifest(['a']))
    const revealing = services.call('entry.reveal', { viewId, index: 0 })
    await expect(revealing).rejects.toMatchObject({ code: 'unsupported-by-host' })
  })
})
