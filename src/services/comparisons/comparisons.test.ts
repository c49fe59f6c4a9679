import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  compareLists,
  comparePaths,
  everyRow,
  startSlowCompare,
  writeList,
} from '../../../tests/helpers/compare-lists.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import { measureLongestHold } from '../../../tests/helpers/thread-load.ts'
import { RecordedRun } from '../../engine/index.ts'
import type { ComparisonQuery } from '../../shared/ipc/comparison-schemas.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { startStopwatch } from '../../../tests/helpers/start-stopwatch.ts'

let services: TestServices

beforeEach(async () => {
  services = await TestServices.start()
})
afterEach(() => services.close())

const before = { 'a/same': 'same', 'a/edited': 'old', gone: 'gone', 'b/here': 'wanders' }
const after = { 'a/same': 'same', 'a/edited': 'new', 'c/there': 'wanders', extra: 'extra' }

async function openView(runId: string, query: Partial<ComparisonQuery> = {}): Promise<string> {
  const { viewId } = await services.call('comparison.open', { runId })
  await services.call('comparison.query', { viewId, query: { ...everyRow, ...query } })
  return viewId
}

/** Path and verdict of the entries a view shows. */
async function shownIn(viewId: string): Promise<string[]> {
  const { rows } = await services.call('comparison.window', { viewId, offset: 0, limit: 500 })
  return rows.flatMap((row) => (row.type === 'entry' ? [`${row.path} ${row.verdict}`] : []))
}

describe('a compare', () => {
  it('ends with counts and sides, and its view answers all that a window asks', async () => {
    const run = await compareLists(services, before, after)
    expect(run).toMatchObject({ kind: 'compare', state: 'completed', isStrict: false, result: { findingCount: 4 } })
    expect(run.counts).toMatchObject({ unchanged: 1, changed: 1, removed: 1, moved: 1, added: 1 })
    expect(run.sides).toMatchObject({ left: { type: 'manifest' }, right: { type: 'manifest' } })
    const { viewId, extent } = await services.call('comparison.open', { runId: run.runId })
    expect(extent).toBe('whole')
    const totals = await services.call('comparison.query', { viewId, query: { ...everyRow, onlyDifferences: true } })
    expect(totals.matchedCount).toBe(4)
    const { rows } = await services.call('comparison.window', { viewId, offset: 0, limit: 100 })
    const edited = rows.find((row) => row.type === 'entry' && row.path === 'a/edited')
    if (edited?.type !== 'entry') throw new Error('the edited file is not shown')
    const { finding } = await services.call('comparison.detail', { viewId, row: edited.row })
    expect(finding).toMatchObject({ verdict: 'changed', path: 'a/edited' })
    const place = await services.call('comparison.locate', { viewId, row: edited.row })
    expect(rows[place.offset!]).toEqual(edited)
    expect((await services.call('comparison.step', { viewId, offset: -1, by: 1 })).offset).toBe(0)
    const { buckets } = await services.call('comparison.minimap', { viewId, bucketCount: 2 })
    expect(buckets).toHaveLength(2)
    const { nodes } = await services.call('comparison.treemap', { viewId, folder: '', maxNodes: 100 })
    expect(Array.isArray(nodes)).toBe(true)
    const copied = await services.call('comparison.copy', { viewId, rows: [edited.row] })
    expect([copied.copiedCount, copied.text.includes('a/edited')]).toEqual([1, true])
    await services.call('comparison.query', { viewId, query: { ...everyRow, layout: 'tree' } })
    const input = { viewId, folder: '', isExpanded: false, all: true }
    expect((await services.call('comparison.toggle', input)).rowCount).toBeLessThan(7)
  })

  it('is swapped by its own sides, which make it the other way round', async () => {
    const run = await compareLists(services, before, after)
    const { left, right } = run.sides!
    const { runId } = await services.call('compare.start', {
      left: { type: 'manifest', manifestId: right.manifestId! },
      right: { type: 'location', token: left.location.token },
      isStrict: true,
      allowEmpty: false,
    })
    const swapped = await services.runIn(runId, 'completed')
    expect(swapped).toMatchObject({ isStrict: true, counts: run.counts, directory: left.location.displayPath })
    expect(swapped.sides).toEqual({ left: right, right: left })
    expect(await shownIn(await openView(runId, { verdicts: ['removed', 'added'] }))).toEqual([
      'extra removed',
      'gone added',
    ])
  })

  it('takes a folder as it is now for a side', async () => {
    await mkdir(join(services.data, 'a'))
    await writeFile(join(services.data, 'a', 'same'), 'same')
    const list = await writeList(services, 'list.txt', before)
    const run = await comparePaths(services, list, services.data)
    expect(run).toMatchObject({ directory: services.data, sides: { right: { type: 'folder' } } })
    expect(run.counts).toMatchObject({ removed: 3, unchanged: 1 })
  })

  it('says at once when a side is not there, and fails by name when a folder holds nothing of the other side', async () => {
    const list = await writeList(services, 'list.txt', before)
    await expect(comparePaths(services, list, join(services.root, 'none'))).rejects.toMatchObject({ code: 'not-found' })
    expect((await comparePaths(services, list, services.data)).failure?.code).toBe('root-looks-wrong')
    expect(await comparePaths(services, list, services.data, { allowEmpty: true })).toMatchObject({
      counts: { removed: 4 },
    })
  })

  it('is on record after a restart, with its sides and the findings that were recorded', async () => {
    const run = await compareLists(services, before, after)
    await services.restart()
    const past = await services.call('run.read', { runId: run.runId })
    expect(past).toMatchObject({ kind: 'compare', isStrict: false, counts: run.counts })
    expect(past.sides?.left.manifestId).toBe(run.sides?.left.manifestId)
    const { viewId, extent } = await services.call('comparison.open', { runId: run.runId })
    expect(extent).toBe('recorded-findings')
    await services.call('comparison.query', { viewId, query: everyRow })
    expect(await shownIn(viewId)).toEqual(expect.arrayContaining(['a/edited changed', 'extra added', 'gone removed']))
    expect(await shownIn(viewId)).not.toContain('a/same unchanged')
  })

  it('keeps all findings while the app runs, and the first 100,000 after a restart', async () => {
    const paths = Array.from({ length: 100_050 }, (_, i) => [`f${i}`, 'x'] as const)
    const run = await compareLists(services, { kept: 'kept' }, { kept: 'kept', ...Object.fromEntries(paths) })
    const countIn = async (): Promise<[string, number]> => {
      const { viewId, extent } = await services.call('comparison.open', { runId: run.runId })
      return [extent, (await services.call('comparison.query', { viewId, query: everyRow })).matchedCount]
    }
    expect(await countIn()).toEqual(['whole', 100_051])
    await services.restart()
    expect(await countIn()).toEqual(['recorded-findings', 100_000])
  })
})

describe('a view of a comparison', () => {
  it('is filtered apart from another onto the same run', async () => {
    const { runId } = await compareLists(services, before, after)
    const [one, two] = [await openView(runId, { search: 'edited' }), await openView(runId, { verdicts: ['added'] })]
    expect([await shownIn(one), await shownIn(two)]).toEqual([['a/edited changed'], ['extra added']])
    await services.call('comparison.close', { viewId: one })
    await expect(shownIn(one)).rejects.toMatchObject({ code: 'unknown-view' })
    expect(await shownIn(two)).toEqual(['extra added'])
  })

  it('is unknown once its comparison was let go for newer ones, and is then opened from the record', async () => {
    const { runId } = await compareLists(services, before, after)
    const viewId = await openView(runId)
    for (let i = 0; i < 3; i += 1) await compareLists(services, before, after)
    await expect(shownIn(viewId)).rejects.toMatchObject({ code: 'unknown-view' })
    expect((await services.call('comparison.open', { runId })).extent).toBe('recorded-findings')
  })

  it('keeps the comparison that is looked at when older ones are let go', async () => {
    const { runId } = await compareLists(services, before, after)
    const other = await compareLists(services, before, after)
    const [viewId, otherView] = [await openView(runId), await openView(other.runId)]
    for (let i = 0; i < 2; i += 1) {
      await compareLists(services, before, after)
      expect(await shownIn(viewId)).toHaveLength(5)
    }
    await expect(shownIn(otherView)).rejects.toMatchObject({ code: 'unknown-view' })
  })

  it('is closed when a dozen newer ones are open', async () => {
    const { runId } = await compareLists(services, before, after)
    const first = await openView(runId)
    for (let i = 0; i < 12; i += 1) await openView(runId)
    await expect(shownIn(first)).rejects.toMatchObject({ code: 'unknown-view' })
  })

  it('is refused for what compares nothing', async () => {
    await expect(services.call('comparison.open', { runId: 'none' })).rejects.toMatchObject({ code: 'unknown-run' })
    const choices = { algorithms: ['md5' as const], include: [], exclude: [], isJunkExcluded: true, isParanoid: false }
    const token = services.tokenOf(services.data)
    const { runId } = await services.call('snapshot.start', { token, baseManifestId: null, ...choices })
    const refusal = { code: 'bad-usage', message: `${runId} is a snapshot: it compared nothing.` }
    await expect(services.call('comparison.open', { runId })).rejects.toMatchObject(refusal)
    await services.runIn(runId, 'completed')
    await expect(services.call('comparison.open', { runId })).rejects.toMatchObject(refusal)
  })
})

describe('a comparison under way', () => {
  it('shows what it has found, and the whole once it has ended and is opened again', async () => {
    const runId = await startSlowCompare(services)
    const { viewId, extent } = await services.call('comparison.open', { runId })
    await services.call('comparison.query', { viewId, query: everyRow })
    expect([extent, await shownIn(viewId)]).toEqual(['live', ['a.txt changed']])
    await services.runIn(runId, 'completed')
    expect(await shownIn(viewId)).toEqual(['a.txt changed'])
    const again = await services.call('comparison.open', { runId })
    expect(again.extent).toBe('whole')
    const query = { ...everyRow, onlyDifferences: true }
    await services.call('comparison.query', { viewId: again.viewId, query })
    expect(await shownIn(again.viewId)).toEqual(['a.txt changed', 'zz-gone removed'])
  })

  it('pauses, goes on, and keeps what it had found when it is cancelled', async () => {
    const runId = await startSlowCompare(services)
    await services.call('run.pause', { runId })
    expect((await services.call('run.read', { runId })).state).toBe('paused')
    await services.call('run.resume', { runId })
    const measureMs = startStopwatch()
    await services.call('run.cancel', { runId })
    await services.runIn(runId, 'cancelled')
    expect(measureMs()).toBeLessThan(1000)
    const { viewId, extent } = await services.call('comparison.open', { runId })
    await services.call('comparison.query', { viewId, query: everyRow })
    expect([extent, await shownIn(viewId)]).toEqual(['recorded-findings', ['a.txt changed']])
  })
})

describe('a comparison that another process makes', () => {
  it('shows its recorded findings once it has ended there', async () => {
    const { workspace } = services
    const run = await RecordedRun.start({ workspace, kind: 'compare', directory: services.data })
    const { runId } = run.record
    expect((await services.call('run.read', { runId })).state).toBe('running')
    const early = await services.call('comparison.open', { runId })
    await services.call('comparison.query', { viewId: early.viewId, query: everyRow })
    expect([early.extent, await shownIn(early.viewId)]).toEqual(['recorded-findings', []])
    const finding: Finding = { verdict: 'added', path: 'new.txt', evidence: 'Only on the right.' }
    await run.end({ state: 'completed', findings: { length: 1, at: () => finding } })
    expect(await shownIn(await openView(runId))).toEqual(['new.txt added'])
    expect(await shownIn(early.viewId)).toEqual([])
  })
})

describe('a large comparison', () => {
  it('never holds up the thread of the host, nor a window for long', async () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `folder-${i % 500}/file-${i}`)
    const left = Object.fromEntries(names.map((name) => [name, 'a']))
    const right = Object.fromEntries(names.map((name, i) => [name, i % 100 === 0 ? 'b' : 'a']))
    const lists = [await writeList(services, 'left.txt', left), await writeList(services, 'right.txt', right)] as const
    let slowestMs = 0
    const held = await measureLongestHold(async () => {
      const { runId } = await comparePaths(services, ...lists)
      const viewId = await openView(runId)
      for (const query of [{ search: 'file-17' }, { onlyDifferences: true }, { layout: 'tree' as const }]) {
        const measureMs = startStopwatch()
        await services.call('comparison.query', { viewId, query: { ...everyRow, ...query } })
        await services.call('comparison.window', { viewId, offset: 0, limit: 500 })
        slowestMs = Math.max(slowestMs, measureMs())
      }
    })
    expect(held).toBeLessThan(50)
    // Generous, because other programs may take the processor: 30 ms are usual.
    expect(slowestMs).toBeLessThan(1000)
  })
})
