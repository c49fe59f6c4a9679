import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareLists, everyRow, startSlowCompare } from '../../../tests/helpers/compare-lists.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import type { ComparisonQuery } from '../../shared/ipc/comparison-schemas.ts'

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

describe('the rows of a comparison', () => {
  async function exportRows(rows: number[] | null, query: Partial<ComparisonQuery>, fileName: string) {
    const { runId } = await compareLists(services, before, after)
    const viewId = await openView(runId, query)
    const file = { folderToken: services.tokenOf(services.data), fileName, isReplacing: false }
    return { viewId, file, written: await services.call('comparison.export', { viewId, rows, format: 'json', file }) }
  }

  it('are exported as a report that says which they are', async () => {
    const { written } = await exportRows(null, { verdicts: ['added', 'removed'], search: 'e' }, 'some.json')
    expect(written.location.displayPath).toBe(join(services.data, 'some.json'))
    const bytes = await readFile(join(services.data, 'some.json'))
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
      written.sizeBytes,
      written.sha256,
    ])
    const report = JSON.parse(bytes.toString()) as { findings: { path: string }[]; summary: unknown }
    expect(report.findings.map(({ path }) => path).toSorted()).toEqual(['extra', 'gone'])
    expect(JSON.stringify(report.summary)).toContain('added, removed, matching')
  })

  it('are exported many at a time, each once and in order', async () => {
    const names = Array.from({ length: 1_234 }, (_, i) => [`f${String(i).padStart(4, '0')}`, 'x'] as const)
    const { runId } = await compareLists(services, { kept: '1' }, { kept: '1', ...Object.fromEntries(names) })
    const viewId = await openView(runId, { onlyDifferences: true })
    const file = { folderToken: services.tokenOf(services.data), fileName: 'many.json', isReplacing: false }
    await services.call('comparison.export', { viewId, rows: null, format: 'json', file })
    const report = JSON.parse(await readFile(join(services.data, 'many.json'), 'utf8')) as {
      findings: { path: string }[]
    }
    expect(report.findings.map(({ path }) => path)).toEqual(names.map(([name]) => name))
  })

  it('leave no part of a file behind when the app is closed while they are written', async () => {
    const names = Array.from({ length: 5_000 }, (_, i) => [`f${i}`, 'x'] as const)
    const { runId } = await compareLists(services, { kept: '1' }, { kept: '1', ...Object.fromEntries(names) })
    const viewId = await openView(runId)
    const file = { folderToken: services.tokenOf(services.data), fileName: 'many.pdf', isReplacing: false }
    const exporting = services.call('comparison.export', { viewId, rows: null, format: 'pdf', file })
    const ended = expect(exporting).rejects.toMatchObject({ code: 'cancelled' })
    await expect.poll(() => readdir(services.data)).toHaveLength(1)
    await services.restart()
    await ended
    expect(await readdir(services.data)).toEqual([])
  })

  it('are not written over a file unless that was agreed to', async () => {
    const { viewId, file } = await exportRows([0], {}, 'some.json')
    const input = { viewId, rows: [0], format: 'json' as const, file }
    await expect(services.call('comparison.export', input)).rejects.toMatchObject({ code: 'already-exists' })
    await services.call('comparison.export', { ...input, file: { ...file, isReplacing: true } })
    await rm(join(services.data, 'some.json'))
  })

  it('are no report while the run goes on', async () => {
    const runId = await startSlowCompare(services)
    await services.call('run.pause', { runId })
    const file = { folderToken: services.tokenOf(services.root), fileName: 'early.json', isReplacing: false }
    const input = { viewId: await openView(runId), rows: null, format: 'json', file } as const
    await expect(services.call('comparison.export', input)).rejects.toMatchObject({ code: 'run-not-ended' })
    expect(await readdir(services.root)).not.toContain('early.json')
    await services.call('run.cancel', { runId })
  })
})
