import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestServices } from '../../../tests/helpers/start-services.ts'

let services: TestServices
beforeEach(async () => {
  services = await TestServices.start()
  await writeFile(join(services.data, 'a'), 'content of a')
  await writeFile(join(services.data, 'b'), 'content of b')
})
afterEach(() => services.close())

async function snapshot(): Promise<string> {
  const choices = { algorithms: ['sha256' as const], include: [], exclude: ['*.tmp'], isJunkExcluded: true }
  const rest = { baseManifestId: null, isParanoid: false }
  const { runId } = await services.call('snapshot.start', {
    token: services.tokenOf(services.data),
    ...choices,
    ...rest,
  })
  const { manifestId } = await services.runIn(runId, 'completed')
  return manifestId ?? ''
}

async function verify(manifestId: string): Promise<string> {
  const choices = { token: null, isQuick: false, isStrict: true, allowEmpty: false }
  const { runId } = await services.call('verify.start', { manifestId, ...choices })
  await services.runIn(runId, 'completed')
  return runId
}

async function repeat(runId: string): Promise<string> {
  const repeated = await services.call('run.repeat', { runId, isReplacing: false })
  return repeated.type === 'run' ? repeated.runId : ''
}

describe('what the ledger has on a run', () => {
  it('has its command, its links, and its events', async () => {
    const runId = await verify(await snapshot())
    const detail = await services.call('ledger.run', { runId })
    expect(detail).toMatchObject({
      kind: 'verify',
      notRepeatable: null,
      run: { status: 'completed', lane: services.data },
    })
    expect(detail.command?.slice(0, 2)).toEqual(['assay', 'verify'])
    expect(detail.links.map(({ role, type, isPresent }) => [role, type, isPresent])).toEqual([
      ['input', 'manifest', true],
      ['input', 'folder', true],
      ['output', 'comparison', true],
    ])
    const { viewId } = await services.call('events.open', { runId })
    const query = { search: '', types: null, isErrorsFirst: true }
    expect(await services.call('events.query', { viewId, query })).toMatchObject({ rowCount: 3, errorCount: 0 })
    const { rows } = await services.call('events.window', { viewId, offset: 0, limit: 10 })
    expect(rows.map(({ type }) => type)).toEqual(['run_started', 'verify_ended', 'run_finished'])
    await expect(services.call('ledger.run', { runId: 'nobody' })).rejects.toMatchObject({ code: 'unknown-run' })
  })

  it('is enough to run it again, with all that was chosen', async () => {
    const manifestId = await snapshot()
    const first = await verify(manifestId)
    await appendFile(join(services.data, 'a'), '!')
    const again = await services.runIn(await repeat(first), 'completed')
    expect(again).toMatchObject({ kind: 'verify', manifestId, isStrict: true, result: { findingCount: 1 } })
    await rm(services.data, { recursive: true })
    expect((await services.call('ledger.run', { runId: first })).notRepeatable).toContain('not there any more')
    await expect(repeat(first)).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('leaves the folder as a run log, and comes back from one of another program', async () => {
    const runId = await verify(await snapshot())
    const folderToken = services.tokenOf(services.root)
    const file = { folderToken, fileName: 'log.json', isReplacing: false }
    await services.call('runLog.export', { runId, file })
    const log = JSON.parse(await readFile(join(services.root, 'log.json'), 'utf8'))
    expect(log).toMatchObject({ run_id: runId, status: 'completed', event_count: 3 })
    await expect(services.call('runLog.export', { runId, file })).rejects.toMatchObject({ code: 'already-exists' })
    await writeFile(join(services.root, 'theirs.json'), JSON.stringify({ ...log, run_id: 'theirs' }))
    const token = services.tokenOf(join(services.root, 'theirs.json'))
    expect(await services.call('runLog.import', { token })).toMatchObject({ runId: 'theirs', outcome: 'imported' })
    expect(await services.call('runLog.import', { token })).toMatchObject({ runId: 'theirs', outcome: 'known' })
    const page = await services.call('ledger.page', { request: { type: 'older', beforeRow: null }, limit: 10 })
    expect(page.operations.toSorted()).toEqual(['import', 'snapshot', 'verify'])
    expect(page.isImported.filter(Boolean)).toHaveLength(1)
    expect(await services.call('ledger.verify', {})).toMatchObject({ checkedCount: page.totalCount, problems: [] })
  })

  it('tells the history of a folder', async () => {
    await verify(await snapshot())
    const history = await services.call('history.read', { token: services.tokenOf(services.data) })
    expect(history.points.map(({ kind, fileCount, status }) => [kind, fileCount, status])).toEqual([
      ['snapshot', 2, null],
      ['verify', 2, 'clean'],
    ])
    expect(history.lastProvenGoodMs).toBe(history.points[1]?.timeMs)
  })
})

describe('a watch', () => {
  it('is one for a folder and a manifest, shows its newest comparison, and completes when it is stopped', async () => {
    const manifestId = await snapshot()
    const { runId } = await services.call('watch.start', { manifestId, token: null, isStrict: false })
    expect(await services.call('watch.start', { manifestId, token: null, isStrict: false })).toEqual({ runId })
    await services.event(({ channel, payload }) => channel === 'run.compared' && payload.runId === runId)
    await appendFile(join(services.data, 'a'), '!')
    await services.event(
      ({ channel, payload }) => channel === 'run.changed' && payload.runId === runId && payload.counts.edited === 1,
    )
    const { viewId, extent } = await services.call('comparison.open', { runId })
    expect(extent).toBe('whole')
    const sort = { column: 'path' as const, isDescending: false }
    const query = { layout: 'list' as const, search: '', verdicts: [], onlyDifferences: true, folder: '', sort }
    expect(await services.call('comparison.query', { viewId, query })).toMatchObject({ rowCount: 1 })
    await services.call('run.cancel', { runId })
    const ended = await services.runIn(runId, 'completed')
    expect(ended.result).toMatchObject({ kind: 'watch', status: 'findings', findingCount: 1 })
  })
})

describe('watched folders', () => {
  it('bring in manifests and run logs that others write, and say what is wrong with a file', async () => {
    const manifestId = await snapshot()
    const [folder] = (await services.call('library.list', {})).folders
    expect(folder?.manifests[0]?.manifestId).toBe(manifestId)
    const inbox = join(services.root, 'inbox')
    await mkdir(inbox)
    await services.call('watchedFolders.add', { token: services.tokenOf(inbox), type: 'manifests' })
    await writeFile(join(inbox, 'SHA256SUMS'), `${'0'.repeat(64)}  x\n`)
    await writeFile(join(services.workspace, 'run-logs', 'bad.json'), '{"run_id": 7}')
    for (;;) {
      const { folders } = await services.call('watchedFolders.list', {})
      const [logs, manifests] = folders
      if (manifests?.takenInCount === 1 && logs?.problems.length === 1) {
        expect(logs).toMatchObject({ type: 'run-logs', isOwn: true, state: 'watching' })
        expect(logs.problems[0]?.message).toMatch(/bad\.json has an invalid "run_id"/u)
        break
      }
      services.events.length = 0
      await services.event(({ channel }) => channel === 'watchedFolders.changed')
    }
    await services.restart()
    const { folders } = await services.call('watchedFolders.list', {})
    expect(folders.map(({ type, isOwn }) => [type, isOwn])).toEqual([
      ['run-logs', true],
      ['manifests', false],
    ])
    await expect(
      services.call('watchedFolders.remove', {
        token: services.tokenOf(join(services.workspace, 'run-logs')),
        type: 'run-logs',
      }),
    ).rejects.toMatchObject({ code: 'bad-usage' })
  })
})
