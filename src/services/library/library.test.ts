import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import { measureLongestHold } from '../../../tests/helpers/thread-load.ts'
import { recordRun, snapshotFolder } from '../../engine/index.ts'
import type { LibraryFolder } from '../../shared/ipc/library-schemas.ts'
import type { VerifyResult } from '../../shared/model/run.ts'
import { startStopwatch } from '../../../tests/helpers/start-stopwatch.ts'

let services: TestServices

beforeEach(async () => {
  services = await TestServices.start()
})
afterEach(() => services.close())

/** A run manifest as pipelines write them. */
async function writeManifest(path: string, directory: string, timestampUtc: string): Promise<string> {
  const digest = 'd41d8cd98f00b204e9800998ecf8427e'
  const file = { name: 'a', relative_path: 'a', size_bytes: 0, checksum_md5: digest, modified_utc: timestampUtc }
  const manifest = {
    run_id: `run-of-${timestampUtc.slice(0, 10)}`,
    timestamp_utc: timestampUtc,
    directory,
    status: 'completed',
    file_count: 1,
    total_size_bytes: 0,
    files: [file],
  }
  await writeFile(path, JSON.stringify(manifest, null, 2))
  return path
}

function inWorkspace(name: string): string {
  return join(services.workspace, 'manifests', `${name}.manifest.json`)
}

async function list(): Promise<LibraryFolder[]> {
  return (await services.call('library.list', {})).folders
}

async function recordVerify(manifest: string, directory: string, end: Partial<VerifyResult>): Promise<void> {
  const { workspace } = services
  await recordRun({ workspace, kind: 'verify', directory, manifest }, {}, ({ record }) => {
    const side = { location: directory, format: 'folder' as const, fileCount: 1, totalSizeBytes: 0 }
    const result: VerifyResult = {
      kind: 'verify',
      runId: record.runId,
      status: 'clean',
      left: { ...side, location: manifest, format: 'run-manifest' },
      right: side,
      counts: { unchanged: 1 },
      findingCount: 0,
      isQuick: false,
      isStrict: false,
      startedUtc: record.startedUtc,
      finishedUtc: new Date().toISOString(),
      durationMs: 1,
      warnings: [],
      ...end,
    }
    return Promise.resolve({ result })
  })
}

describe('the library', () => {
  it('groups manifests by folder, the newest first', async () => {
    await writeManifest(inWorkspace('old'), services.data, '2026-01-01T00:00:00+00:00')
    await writeManifest(inWorkspace('new'), services.data, '2026-03-01T00:00:00+00:00')
    await writeManifest(inWorkspace('gone'), '/nowhere/at/all', '2026-02-01T00:00:00+00:00')
    const folders = await list()
    expect(folders.map(({ name, isPresent }) => [name, isPresent])).toEqual([
      ['data', true],
      ['all', false],
    ])
    expect(folders[0]?.manifests.map(({ fileName }) => fileName)).toEqual(['new.manifest.json', 'old.manifest.json'])
    expect(folders[0]?.manifests[0]).toMatchObject({ runId: 'run-of-2026-03-01', isSealed: false, problem: null })
  })

  it('shows a damaged manifest with its problem, and the others still', async () => {
    await writeFile(inWorkspace('bad'), '{"format":"assay-manifest","version":1,')
    await writeManifest(inWorkspace('good'), services.data, '2026-01-01T00:00:00+00:00')
    const manifests = (await list()).flatMap(({ manifests }) => manifests)
    const problems = new Map(manifests.map(({ fileName, problem }) => [fileName, problem]))
    expect(problems.get('good.manifest.json')).toBeNull()
    expect(problems.get('bad.manifest.json')).toBeTruthy()
  })

  it('takes in a manifest from elsewhere by reference, and keeps it over a restart', async () => {
    const path = await writeManifest(join(services.root, 'else.json'), services.data, '2026-01-01T00:00:00+00:00')
    const { manifestId } = await services.call('library.add', { token: services.tokenOf(path) })
    await services.event(({ channel }) => channel === 'library.changed')
    await services.restart()
    expect((await list())[0]?.manifests[0]).toMatchObject({ manifestId, fileName: 'else.json' })
    await rename(path, `${path}.moved`)
    expect((await list())[0]).toMatchObject({ name: 'data', manifests: [{ manifestId, problem: expect.any(String) }] })
  })

  it('refuses to add what is no manifest', async () => {
    const path = join(services.root, 'note.json')
    await writeFile(path, '"a note"')
    const adding = services.call('library.add', { token: services.tokenOf(path) })
    await expect(adding).rejects.toMatchObject({ path })
    expect(await list()).toEqual([])
  })

  it('forgets a manifest without touching its file, until it is added again', async () => {
    const path = await writeManifest(inWorkspace('one'), services.data, '2026-01-01T00:00:00+00:00')
    const text = await readFile(path, 'utf8')
    const manifestId = (await list())[0]!.manifests[0]!.manifestId
    await services.call('library.forget', { manifestId })
    await services.restart()
    expect(await list()).toEqual([])
    expect(await readFile(path, 'utf8')).toBe(text)
    expect(await services.call('library.add', { token: services.tokenOf(path) })).toEqual({ manifestId })
    expect(await list()).toHaveLength(1)
  })

  it('lists what the command line wrote elsewhere; forgotten, it comes back when written anew', async () => {
    const output = join(services.root, 'by-hand.json')
    const take = (): Promise<unknown> =>
      snapshotFolder(
        {
          directory: services.data,
          output,
          algorithms: ['sha256'],
          include: [],
          exclude: [],
          isJunkExcluded: true,
          isParanoid: false,
          format: 'assay-manifest',
          workspace: services.workspace,
          toolVersion: '0',
        },
        {},
      )
    await take()
    const [manifest] = (await list())[0]!.manifests
    expect(manifest).toMatchObject({ fileName: 'by-hand.json', isSealed: true })
    await services.call('library.forget', { manifestId: manifest!.manifestId })
    expect(await list()).toEqual([])
    await take()
    expect((await list())[0]?.manifests).toHaveLength(1)
    await rm(output)
    expect(await list()).toEqual([])
  })

  it('keeps its list when two manifests are added at once', async () => {
    const paths = ['a', 'b', 'c'].map((name) => join(services.root, `${name}.json`))
    for (const path of paths) await writeManifest(path, services.data, '2026-01-01T00:00:00+00:00')
    await Promise.all(paths.map((path) => services.call('library.add', { token: services.tokenOf(path) })))
    expect((await list())[0]?.manifests).toHaveLength(3)
  })

  it('tells when another process writes a manifest into the workspace', async () => {
    services.events.length = 0
    await writeManifest(inWorkspace('other'), services.data, '2026-01-01T00:00:00+00:00')
    await services.event(({ channel }) => channel === 'library.changed')
    expect(await list()).toHaveLength(1)
  })

  it('reads a manifest anew when its file changed', async () => {
    const path = inWorkspace('one')
    await writeManifest(path, services.data, '2026-01-01T00:00:00+00:00')
    expect((await list())[0]?.manifests[0]?.runId).toBe('run-of-2026-01-01')
    await rm(path)
    await writeManifest(path, services.data, '2026-11-11T00:00:00+00:00')
    expect((await list())[0]?.manifests[0]?.runId).toBe('run-of-2026-11-11')
  })

  it('makes sample data to try', async () => {
    const { token, displayPath } = await services.call('library.createSample', {})
    expect(displayPath).toBe(join(services.workspace, 'sample'))
    const { entries } = await services.call('location.browse', { token, showHidden: false })
    expect(entries.map(({ name }) => name)).toContain('readings')
    expect(await services.call('library.createSample', {})).toEqual({ token, displayPath })
  })
})

describe('the proof of a folder', () => {
  it('is its last full clean verify, its drift the last verify of any kind', async () => {
    const path = await writeManifest(inWorkspace('one'), services.data, '2026-01-01T00:00:00+00:00')
    await recordVerify(path, services.data, { finishedUtc: '2026-05-01T00:00:00Z' })
    await recordVerify(path, services.data, { finishedUtc: '2026-05-02T00:00:00Z', isQuick: true })
    await recordVerify(path, services.data, {
      finishedUtc: '2026-05-03T00:00:00Z',
      status: 'findings',
      findingCount: 2,
    })
    const [folder] = await list()
    expect(folder?.lastProvenGoodUtc).toBe('2026-05-01T00:00:00Z')
    expect(folder?.lastVerify).toMatchObject({ status: 'findings', findingCount: 2 })
    expect(folder?.manifests[0]?.lastVerify).toEqual(folder?.lastVerify)
  })

  it('does not come from the verify of a copy elsewhere', async () => {
    const path = await writeManifest(inWorkspace('one'), services.data, '2026-01-01T00:00:00+00:00')
    const copy = join(services.root, 'copy')
    await mkdir(copy)
    await recordVerify(path, copy, {})
    const [folder] = await list()
    expect(folder).toMatchObject({ lastProvenGoodUtc: null, lastVerify: null })
    expect(folder?.manifests[0]?.lastVerify?.status).toBe('clean')
  })
})

describe('a long list of another tool', () => {
  it('is read in a thread of its own, once', async () => {
    const lines = Array.from({ length: 150_000 }, (_, i) => `${String(i).padStart(64, '0')}  folder/file-${i}\n`)
    const path = join(services.root, 'SHA256SUMS')
    await writeFile(path, lines.join(''))
    const token = services.tokenOf(path)
    expect(await measureLongestHold(() => services.call('library.add', { token }))).toBeLessThan(50)
    const [folder] = await list()
    expect(folder?.manifests).toMatchObject([{ fileName: 'SHA256SUMS', fileCount: 150_000, problem: null }])
    const measureMs = startStopwatch()
    await services.call('library.add', { token })
    expect(measureMs()).toBeLessThan(100)
  })

  it('says what is wrong with it', async () => {
    const digest = '0'.repeat(64)
    const lines = Array.from({ length: 20_000 }, (_, i) => `${digest}  f${i}\n`)
    const path = join(services.root, 'SHA256SUMS')
    await writeFile(path, [...lines, `${digest.replaceAll('0', '1')}  f1\n`].join(''))
    const adding = services.call('library.add', { token: services.tokenOf(path) })
    await expect(adding).rejects.toMatchObject({ code: 'manifest-invalid', path })
  })
})
