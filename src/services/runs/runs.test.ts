import { chmod, mkdir, readdir, readFile, rename, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyRow } from '../../../tests/helpers/compare-lists.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import { measureLongestHold } from '../../../tests/helpers/thread-load.ts'
import type { ComparisonQuery } from '../../shared/ipc/comparison-schemas.ts'
import type { RequestInput } from '../../shared/ipc/contract.ts'
import type { RunSnapshot } from '../../shared/model/run.ts'
import { startStopwatch } from '../../../tests/helpers/start-stopwatch.ts'

let services: TestServices

beforeEach(async () => {
  services = await TestServices.start()
})
afterEach(() => services.close())

/** `utimes` can put back no finer time. */
const wholeSecond = new Date('2026-01-02T03:04:05Z')

async function startSnapshot(choices: Partial<RequestInput<'snapshot.start'>> = {}): Promise<string> {
  const { runId } = await services.call('snapshot.start', {
    token: services.tokenOf(services.data),
    algorithms: ['sha256'],
    include: [],
    exclude: [],
    isJunkExcluded: true,
    baseManifestId: null,
    isParanoid: false,
    ...choices,
  })
  return runId
}

async function snapshot(choices: Partial<RequestInput<'snapshot.start'>> = {}): Promise<RunSnapshot> {
  return services.runIn(await startSnapshot(choices), 'completed', 'failed')
}

async function startVerify(manifestId: string, token: string | null = null): Promise<string> {
  const choices = { isQuick: false, isStrict: false, allowEmpty: false }
  return (await services.call('verify.start', { manifestId, token, ...choices })).runId
}

async function verify(manifestId: string, token: string | null = null): Promise<RunSnapshot> {
  return services.runIn(await startVerify(manifestId, token), 'completed', 'failed')
}

/** The paths of what a run found, as a view of its comparison shows them. */
async function findingsOf(runId: string, query: Partial<ComparisonQuery> = {}): Promise<string[]> {
  const { viewId } = await services.call('comparison.open', { runId })
  await services.call('comparison.query', { viewId, query: { ...everyRow, onlyDifferences: true, ...query } })
  const { rows } = await services.call('comparison.window', { viewId, offset: 0, limit: 100 })
  return rows.flatMap((row) => (row.type === 'entry' ? [row.path] : []))
}

/** Many files, so that a scan of them lasts long enough to be steered; holes cost no disk, and are digested all the same. */
async function fill(count: number, sizeBytes: number, folder = 'many'): Promise<void> {
  await mkdir(join(services.data, folder), { recursive: true })
  const names = Array.from({ length: count }, (_, i) => join(services.data, folder, `f${i}`))
  await Promise.all(names.map((name) => writeFile(name, '')))
  await Promise.all(names.map((name) => truncate(name, sizeBytes)))
}

/** Takes minutes to digest. */
const fillEndlessly = (): Promise<void> => fill(2, 2 ** 36)

async function flipByte(path: string): Promise<void> {
  const bytes = await readFile(path)
  bytes[0] = bytes[0]! ^ 1
  await writeFile(path, bytes)
  await utimes(path, wholeSecond, wholeSecond)
}

async function writeTree(): Promise<void> {
  await mkdir(join(services.data, 'sub'))
  for (const [name, text] of [
    ['a.txt', 'alpha'],
    ['sub/b.txt', 'beta'],
  ] as const) {
    await writeFile(join(services.data, name), text)
    await utimes(join(services.data, name), wholeSecond, wholeSecond)
  }
  await symlink('a.txt', join(services.data, 'link'))
}

describe('a snapshot', () => {
  it('ends in a sealed manifest that the library lists and a view shows', async () => {
    await writeTree()
    const run = await snapshot()
    expect(run).toMatchObject({ state: 'completed', kind: 'snapshot', directory: services.data })
    expect(run.result).toMatchObject({ kind: 'snapshot', runId: run.runId, fileCount: 2, entryCount: 3 })
    const { folders } = await services.call('library.list', {})
    expect(folders).toMatchObject([{ name: 'data', manifests: [{ manifestId: run.manifestId, isSealed: true }] }])
    const { viewId, summary } = await services.call('manifest.open', { manifestId: run.manifestId! })
    expect(summary).toMatchObject({ runId: run.runId, entryCount: 3 })
    expect((await services.call('manifest.checkSeal', { viewId })).state).toBe('intact')
  })

  it('leaves out what the settings say', async () => {
    await writeTree()
    const settings = await services.call('settings.read', {})
    await services.call('settings.write', { ...settings, exclude: ['sub'] })
    expect((await snapshot()).result).toMatchObject({ fileCount: 1 })
  })

  it('scans the sample although it lies in the workspace', async () => {
    const { token } = await services.call('library.createSample', {})
    expect((await snapshot({ token })).result).toMatchObject({ fileCount: 13, entryCount: 14, status: 'completed' })
  })

  it('fails with the path when the folder is gone, and stays on record', async () => {
    const token = services.tokenOf(join(services.root, 'gone'))
    const run = await snapshot({ token })
    expect(run).toMatchObject({ state: 'failed', failure: { path: join(services.root, 'gone') } })
    await services.restart()
    expect((await services.call('run.list', {})).runs).toMatchObject([{ runId: run.runId, state: 'failed' }])
  })

  it('is started at once for the folder the app is started with', async () => {
    await writeTree()
    const data = services.data
    const second = await TestServices.start(undefined, data)
    try {
      const { startRunId } = await second.call('app.describe', {})
      expect((await second.runIn(startRunId!, 'completed')).result).toMatchObject({ directory: data, fileCount: 2 })
    } finally {
      await second.close()
    }
  })
})

describe('a verify', () => {
  it('is clean on the same tree, and proves the folder good', async () => {
    await writeTree()
    const { manifestId } = await snapshot()
    const run = await verify(manifestId!)
    expect(run).toMatchObject({ state: 'completed', manifestId, result: { kind: 'verify', status: 'clean' } })
    const [folder] = (await services.call('library.list', {})).folders
    expect(folder?.lastVerify).toMatchObject({ runId: run.runId, status: 'clean', findingCount: 0 })
    expect(folder?.lastProvenGoodUtc).toBeTruthy()
  })

  it('has its findings loudest first, filtered by verdict and text, and after a restart still', async () => {
    await writeTree()
    const { manifestId } = await snapshot()
    await writeFile(join(services.data, 'new.txt'), 'new')
    await flipByte(join(services.data, 'sub', 'b.txt'))
    const { runId, counts } = await verify(manifestId!)
    expect(counts).toMatchObject({ 'suspected-corruption': 1, added: 1 })
    const loudestFirst = { column: 'verdict' as const, isDescending: false }
    const asked = async (): Promise<string[][]> => [
      await findingsOf(runId, { sort: loudestFirst }),
      await findingsOf(runId, { verdicts: ['added'] }),
      await findingsOf(runId, { search: 'B.TXT' }),
    ]
    const expected = [['sub/b.txt', 'new.txt'], ['new.txt'], ['sub/b.txt']]
    expect(await asked()).toEqual(expected)
    await services.restart()
    expect(await asked()).toEqual(expected)
    const { runs } = await services.call('run.list', {})
    expect(runs.map(({ kind, state }) => [kind, state])).toEqual([
      ['verify', 'completed'],
      ['snapshot', 'completed'],
    ])
    expect(runs[0]).toMatchObject({ runId, manifestId, counts, isStrict: false })
    expect(runs[0]?.sides).toMatchObject({
      left: { type: 'manifest', manifestId },
      right: { type: 'folder', location: { displayPath: services.data } },
    })
  })

  it('tells findings as they are found, and gives them in the order of discovery', async () => {
    await writeTree()
    await fill(3000, 10)
    await fill(40, 8 * 1024 * 1024, 'sub')
    const { manifestId } = await snapshot()
    await writeFile(join(services.data, 'a.txt'), 'changed')
    const runId = await startVerify(manifestId!)
    const event = await services.event(({ channel }) => channel === 'run.found')
    expect(event.payload).toMatchObject({ runId, findingCount: 1 })
    expect(await findingsOf(runId)).toEqual(['a.txt'])
  })

  it('keeps what it had found when it is cancelled', async () => {
    await writeTree()
    await fill(3000, 10)
    await fill(40, 8 * 1024 * 1024, 'sub')
    const { manifestId } = await snapshot()
    await writeFile(join(services.data, 'a.txt'), 'changed')
    const runId = await startVerify(manifestId!)
    await services.event(({ channel }) => channel === 'run.found')
    await services.call('run.cancel', { runId })
    await services.runIn(runId, 'cancelled')
    expect(await findingsOf(runId)).toEqual(['a.txt'])
  })

  it('keeps of small files what a huge one before them was still read for', async () => {
    await writeTree()
    await fill(20, 10)
    const { manifestId } = await snapshot()
    const edited = ['a.txt', 'many/f1', 'many/f19']
    for (const name of edited) await writeFile(join(services.data, name), 'changed')
    await fill(1, 2 ** 36, 'a')
    const runId = await startVerify(manifestId!)
    const event = await services.event(
      ({ channel, payload }) => channel === 'run.found' && payload.findingCount === edited.length,
    )
    expect(event.payload).toMatchObject({ runId })
    expect((await findingsOf(runId)).toSorted()).toEqual(edited)
    await services.call('run.cancel', { runId })
    expect(await services.runIn(runId, 'cancelled')).toMatchObject({ counts: { edited: edited.length } })
    expect(await findingsOf(runId)).toEqual(edited)
  })

  it('looks at another folder when told to', async () => {
    await writeTree()
    const { manifestId } = await snapshot()
    const copy = join(services.root, 'copy')
    await mkdir(copy)
    await writeFile(join(copy, 'a.txt'), 'alpha')
    const run = await verify(manifestId!, services.tokenOf(copy))
    expect(run).toMatchObject({ directory: copy, counts: { removed: 2 } })
    expect(await verify(manifestId!, run.location.token)).toMatchObject({ directory: copy, counts: { removed: 2 } })
  })

  it('fails with root-looks-wrong when the root was renamed away', async () => {
    await writeTree()
    const { manifestId } = await snapshot()
    await rename(services.data, `${services.data}-away`)
    expect((await verify(manifestId!)).failure?.code).toBe('root-looks-wrong')
  })

  it.skipIf(process.getuid?.() === 0)('is incomplete when a file cannot be read, and tells the error', async () => {
    await writeTree()
    const { manifestId } = await snapshot()
    await chmod(join(services.data, 'a.txt'), 0)
    const run = await verify(manifestId!)
    expect(run.result).toMatchObject({ status: 'incomplete' })
    expect(run.errors).toMatchObject([{ path: 'a.txt', code: 'EACCES' }])
  })
})

describe('a run under way', () => {
  it('is cancelled within a second, and leaves no manifest and no partial file', async () => {
    await fillEndlessly()
    const runId = await startSnapshot({ algorithms: ['sha512', 'md5', 'sha1'] })
    await services.event((event) => event.channel === 'run.changed' && event.payload.progress.bytesDone > 0)
    const measureMs = startStopwatch()
    await services.call('run.cancel', { runId })
    const run = await services.runIn(runId, 'cancelled', 'completed')
    expect(measureMs()).toBeLessThan(1000)
    expect(run.state).toBe('cancelled')
    expect(await readdir(join(services.workspace, 'manifests'))).toEqual([])
    expect((await services.call('run.read', { runId })).state).toBe('cancelled')
    await services.restart()
    expect((await services.call('run.read', { runId })).state).toBe('cancelled')
  })

  it('does nothing while paused, and goes on when resumed', async () => {
    await fill(32, 8 * 1024 * 1024)
    const runId = await startSnapshot()
    await services.call('run.pause', { runId })
    expect((await services.call('run.read', { runId })).state).toBe('paused')
    await services.call('run.resume', { runId })
    expect((await services.runIn(runId, 'completed')).result).toMatchObject({ fileCount: 32 })
  })

  it('is cancelled when the app closes, and reads as cancelled afterwards', async () => {
    await fillEndlessly()
    const runId = await startSnapshot({ algorithms: ['sha512', 'md5', 'sha1'] })
    await services.restart()
    expect((await services.call('run.read', { runId })).state).toBe('cancelled')
  })

  it('never holds up the thread of the host', async () => {
    await fill(3000, 100)
    expect(await measureLongestHold(snapshot)).toBeLessThan(50)
  })
})
